class View:
    def __init__(self, search):
        self.search = search

    def text(self):
        param = self.search.last_param
        return param.value.upper() if param is not None else "no parameter"

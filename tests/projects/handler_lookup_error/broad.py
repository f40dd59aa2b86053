import find


class Broad:
    def __init__(self, run_id):
        self.run_id = run_id

    def first(self, name):
        try:
            return find.find(self.run_id, name)
        except LookupError:
            return "lookup"

    def second(self, name):
        try:
            return find.find(self.run_id, name)
        except Exception as error:
            return "exception" + str(len(error.args))

    def third(self, name):
        try:
            return find.find(self.run_id, name)
        except:
            return "bare"

    def all(self, name):
        return self.first(name), self.second(name), self.third(name)

from http.cookies import SimpleCookie


def parse(header):
    return {morsel.key: morsel.value for morsel in SimpleCookie(header).values()}

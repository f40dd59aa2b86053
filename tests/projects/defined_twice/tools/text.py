import sys

if sys.version_info[0] == 2:

    def line(items):
        return u", ".join(u"%s=%s" % (i.key, i.value) for i in items)

else:

    def line(items):
        return ", ".join("%s=%s" % (i.key, i.value) for i in items)

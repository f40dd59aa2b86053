import ast


def keywords(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield {k.arg: k.value for k in node.keywords}
        elif isinstance(node, ast.DictComp):
            yield node.key, node.value

import click


@click.command()
@click.option("--lr", default=0.1)
@click.pass_context
def main(ctx, lr):
    for param in ctx.command.params:
        print(param.name, ctx.params[param.name])
    for key, value in ctx.params.items():
        print(key, value)
    print([p for p in ctx.command.params if p.name == "lr"][0].default)

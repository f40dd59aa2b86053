from flask import Flask, request

app = Flask(__name__)


@app.route("/runs")
def runs():
    tags = {key: value for key, value in request.args.items()}
    for cookie in request.cookies:
        tags[cookie] = request.cookies[cookie]
    return tags

from typing import List

from pydantic import BaseModel


class Tag(BaseModel):
    key: str
    value: str


class RunData(BaseModel):
    tags: List[Tag]


class Run(BaseModel):
    data: RunData


def owner(payload):
    run = Run.parse_obj(payload)
    return next((t.value for t in run.data.tags if t.key == "owner"), None)

from mongoengine import Document, EmbeddedDocument, EmbeddedDocumentListField, StringField


class Tag(EmbeddedDocument):
    key = StringField()
    value = StringField()


class Run(Document):
    tags = EmbeddedDocumentListField(Tag)


def owner(run_id):
    run = Run.objects(id=run_id).first()
    return [t.value for t in run.tags if t.key == "owner"][0]

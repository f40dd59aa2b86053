def evaluate(batches, model):
    for batch in batches:
        for tag in batch.data.tags:
            print(tag.item(), model(batch.data)[tag])

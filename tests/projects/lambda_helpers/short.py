to_dict = lambda items: {i.key: i.value for i in items}
pair = lambda entity: (entity.key, entity.value)
first = lambda items, key: next((i.value for i in items if i.key == key), None)

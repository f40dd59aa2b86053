from prometheus_client.parser import text_string_to_metric_families


def samples(text):
    return {m.name: [s.value for s in m.samples] for m in text_string_to_metric_families(text)}

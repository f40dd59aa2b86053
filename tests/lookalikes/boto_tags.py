import boto3


def tags_of(instance_id):
    instance = boto3.resource("ec2").Instance(instance_id)
    return {t["Key"]: t["Value"] for t in instance.tags or []}

from azure.mgmt.resource import ResourceManagementClient


def owner(client: ResourceManagementClient, group):
    tags = client.resource_groups.get(group).tags
    return [value for key, value in tags.items() if key == "owner"][0]

class Node:
    def __init__(self, key, value, next=None):
        self.key, self.value, self.next = key, value, next


def find(head, key):
    while head is not None:
        if head.key == key:
            return head.value
        head = head.next
    return None


params = Node("lr", 0.1, Node("depth", 3))
print(find(params, "lr"))

import torch

model = torch.nn.Linear(2, 1)
for param in model.parameters():
    print(param.data.abs().max())
    param.data.add_(0.1)
for key, value in model.state_dict().items():
    print(key, value.data.shape)

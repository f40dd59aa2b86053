from values import LOSS as LOSS

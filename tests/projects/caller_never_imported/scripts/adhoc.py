import csv
import sys
from collections import namedtuple

from utils import to_dict

Row = namedtuple("Row", "key value")

if __name__ == "__main__":
    print(to_dict([Row(*line) for line in csv.reader(sys.stdin)]))

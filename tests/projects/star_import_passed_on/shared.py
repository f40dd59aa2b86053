from settings import *
from report import *

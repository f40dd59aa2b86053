"""A method that takes an entity is overridden by one that needs the whole entity."""
# leaves: the override keeps the entity
# keeps: base.py, keeping.py
from records import SECOND_RUN_ID

from base import Writer
from drive import drive
from keeping import KeepingWriter

drive(Writer(), SECOND_RUN_ID)
keeping = KeepingWriter()
drive(keeping, SECOND_RUN_ID)
print(keeping.latest().key)

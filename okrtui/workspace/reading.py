"""From registers to the company: what the store has, as the subject reads it.

Every text goes through `clean` here, the one choke point between what anyone wrote and whatever shows it.
"""

from okrtui.okr.company import STAMPED, Entry
from okrtui.okr.records import Fields
from okrtui.storage.clean import clean, clean_line
from okrtui.storage.line import Value
from okrtui.storage.registers import Creation, ObjectKey, Register, Registers, State, Write

__all__ = ["clean", "clean_line", "cleaned", "entry_of", "fields_of", "heads_in_order"]

_NEVER = ("", "")


def entry_of(state: State, key: ObjectKey) -> Entry:
    """An object as it shows: each field's shown value, and the stamps that order it."""
    registers = state.objects[key]
    if type(registers) is Creation:  # most are, and one line's stamp is the stamp of all its writes
        made = registers.line[:2]
        is_stamped = STAMPED.get(key[0], "") in registers
        return Entry(fields_of(registers), made if "deleted" in registers else _NEVER, made if is_stamped else _NEVER)
    stamped = registers.get(STAMPED.get(key[0], ""))
    stamp = stamped.shown.line[:2] if stamped else _NEVER
    return Entry(fields_of(registers), _first_write(state, registers.get("deleted")), stamp)


def fields_of(registers: Registers) -> Fields:
    """The shown values of an object's registers, cleaned."""
    if type(registers) is Creation:
        return {name: cleaned(value) for name, value in registers.values_by_field.items()}
    return {
        name: cleaned(register.value if type(register) is Write else register.shown.value)
        for name, register in registers.items()
    }


def cleaned(value: Value) -> Value:
    """A value whose texts are fit for a screen."""
    if type(value) is str:
        return value if value.isascii() and value.isprintable() else clean(value)  # most are, and it takes a tenth
    if type(value) is list:
        return [clean(item) if type(item) is str else item for item in value]
    return value


def _first_write(state: State, deleted: Register | None) -> tuple[str, str]:
    """When an object was made: every line that writes it writes `deleted` too, so the first of those."""
    if deleted is None:
        return _NEVER
    if type(deleted) is Write and not deleted.replaced:
        return deleted.line[:2]
    stamps = [head.line[:2] for head in deleted.heads]
    stamps += [state.lines[h][:2] for h in deleted.gone if h in state.lines]
    return min(stamps)


def heads_in_order(register: Register) -> list[Write]:
    """All heads, the one shown first."""
    return sorted(register.heads, key=lambda head: head.line[:2], reverse=True)

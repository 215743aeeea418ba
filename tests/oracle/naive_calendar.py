"""The oracle's own calendar: the office's year files as plain YAML, counted one day at a time."""

from datetime import date, datetime, time, timedelta, timezone
from functools import cache

from ruamel.yaml import YAML

HANOI = timezone(timedelta(hours=7))
DAY = timedelta(days=1)
UNIT_RUNGS = ("opening", "remind-7", "remind-3", "remind-1", "due-day")
LATE_RUNGS = ("late-1", "late-3", "late-5")


def plain(path):
    """A YAML file as plain dictionaries and lists; nobody changes them."""
    return _parsed(path.read_text(encoding="utf-8"))


@cache
def _parsed(text):
    return YAML(typ="safe").load(text)


def wall(day, at):
    """An instant by the office's wall."""
    return datetime.combine(day, at, HANOI)


def day_of(instant):
    return instant.astimezone(HANOI).date()


def hour_of(instant):
    return instant.astimezone(HANOI).time()


class NaiveCalendar:
    """Counts working days by walking; hours are those of the policy file."""

    def __init__(self, years, policy):
        self.off = {each["day"] for year in years for each in year["days_off"] or ()}
        self.made_up = {each["day"] for year in years for each in year["make_up_days"] or ()}
        self.rungs = policy["rungs"]
        self.opens, self.noon, self.closes = (
            time.fromisoformat(policy["window"][name]) for name in ("opens", "afternoon", "closes")
        )

    def works(self, day):
        return day in self.made_up or (day.weekday() < 5 and day not in self.off)

    def plus(self, day, count):
        """The count-th working day after a day; before it when negative."""
        step = DAY if count > 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while not self.works(day):
                day += step
        return day

    def slot(self, day, rung):
        """The hours in which a rung may leave on a day."""
        if rung in LATE_RUNGS:
            return wall(day, self.noon), wall(day, self.closes)
        return wall(day, self.opens), wall(day, self.noon)

    def in_window(self, instant):
        day, at = day_of(instant), hour_of(instant)
        return self.works(day) and self.opens <= at < self.closes

    def late_day(self, last_day, roll):
        """The calendar day at whose end a unit becomes late."""
        if self.works(last_day) or roll == "none":
            return last_day
        return self.plus(last_day, 1 if roll == "forward" else -1)

    def moment(self, rung, last_day, roll):
        """When a rung is due, by the words of the design."""
        if rung in LATE_RUNGS:
            day = self.plus(self.late_day(last_day, roll), self.rungs[rung])
            return wall(day, self.noon)
        target = last_day if self.works(last_day) else self.plus(last_day, -1)
        before = self.rungs.get(rung, 0)
        return wall(self.plus(target, -before) if before else target, self.opens)

    def days(self, first, last):
        """The working days from one day to another, both included."""
        day, found = first, []
        while day <= last:
            if self.works(day):
                found.append(day)
            day += DAY
        return found


def first_of_month(day: date) -> date:
    return day.replace(day=1)

"""Calendar files as icalendar, which this project did not write, reads them.

Standard input: a JSON array of files, in the order in which somebody took them into one calendar. Standard output: a
JSON array of what that calendar shows after each, as pairs of a day and a title. Fails where a file is wrong.
"""

import json
import sys
from collections import Counter
from datetime import date, datetime

from icalendar import Calendar


def must(is_so, what):
    if not is_so:
        sys.exit(what)


def read(text):
    """The events of a file, which has to be right by RFC 5545, and by RFC 5546 for what is published."""
    lines = text.encode().split(b"\r\n")
    must(lines.pop() == b"", "the last line is not ended")
    must(all(len(line) <= 75 and b"\n" not in line for line in lines), "a line is too long, or not ended by CRLF")
    calendar = Calendar.from_ical(text)
    for component in calendar.walk():
        must(not component.errors, f"{component.name}: {component.errors}")
        for name in component.required:
            must(name in component, f"{component.name} without {name}")
        for name in component.singletons:
            must(not isinstance(component.get(name), list), f"{component.name} with two {name}")
        both = [name for name in component.exclusive if name in component]
        must(len(both) < 2, f"{component.name} with {both}")
    must(calendar["METHOD"] == "PUBLISH", "it is not published")
    events = calendar.events
    must(events, "there is no event")
    must(max(Counter(event.uid for event in events).values()) == 1, "two events of one UID")
    for event in events:
        must(type(event.start) is date and (event.end - event.start).days == 1, "it is not a whole day")
        must("ATTENDEE" not in event, "RFC 5546, 3.2.1: nobody is invited to what is published")
        must(isinstance(event.last_modified, datetime) and event.last_modified <= event.stamp, "changed after it was made")
        must(event.status in ("CONFIRMED", "CANCELLED"), "its status is none")
        alarms = event.alarms.times
        must(len(alarms) == (event.status == "CONFIRMED"), "one reminder, and of nothing that is cancelled")
        for alarm in event.walk("VALARM"):
            must(alarm.get("DESCRIPTION"), "a reminder that says nothing")
    return events


def main():
    calendar, shown = {}, []
    for text in json.load(sys.stdin):
        for event in read(text):
            kept = calendar.get(event.uid)
            # RFC 5546, 2.1.5: the greatest SEQUENCE, and of the same the latest DTSTAMP.
            if kept is None or (kept.sequence, kept.stamp) <= (event.sequence, event.stamp):
                calendar[event.uid] = event
        live = [event for event in calendar.values() if event.status == "CONFIRMED"]
        shown.append(sorted([event.start.isoformat(), str(event["SUMMARY"])] for event in live))
    json.dump(shown, sys.stdout)


main()

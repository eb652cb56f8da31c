"""Drives an Exchange with exchangelib: exchangelib_steps.py EWSURL ADDRESS PASSWORD STEP...; writes a JSON array."""
import json
import sys

from exchangelib import (BASIC, DELEGATE, Account, Attendee, Build, CalendarItem, Configuration, Credentials,
                         EWSDate, EWSDateTime, EWSTimeZone, Mailbox, Message, Version)
from exchangelib.errors import DoesNotExist, ErrorItemNotFound
from exchangelib.items import (SEND_ONLY_TO_ALL, SEND_TO_ALL_AND_SAVE_COPY, MeetingCancellation, MeetingRequest,
                               MeetingResponse)
from exchangelib.recurrence import Recurrence, WeeklyPattern

URL, ADDRESS, PASSWORD, *STEPS = sys.argv[1:]
TZ = EWSTimeZone("Europe/Zurich")


def account():
    configuration = Configuration(service_endpoint=URL, auth_type=BASIC, max_connections=1,
                                  credentials=Credentials(ADDRESS, PASSWORD), version=Version(Build(15, 1)))
    return Account(ADDRESS, config=configuration, autodiscover=False, access_type=DELEGATE)


def at(day, hour, minute=0):
    return EWSDateTime(2026, 3, day, hour, minute, tzinfo=TZ)


def shown(item):
    return {
        "subject": item.subject,
        "start": item.start.isoformat() if item.start else None,
        "end": item.end.isoformat() if item.end else None,
        "type": item.type,
        "allDay": item.is_all_day,
        "location": item.location,
        "categories": item.categories or [],
        "body": (item.text_body or item.body or "").strip(),
        "required": sorted(a.mailbox.email_address for a in item.required_attendees or []),
        "responses": sorted(f"{a.mailbox.email_address} {a.response_type}" for a in item.required_attendees or []),
        "mine": item.my_response_type,
        "meeting": item.is_meeting,
        "cancelled": item.is_cancelled,
        "uid": item.uid,
    }


def all_items(calendar):
    return [shown(i) for i in sorted(calendar.all(), key=lambda i: i.subject or "")]


def create(a):
    c = a.calendar
    CalendarItem(account=a, folder=c, subject="Single", start=at(10, 10), end=at(10, 11), location="Room 1",
                 body="Line one\nLine two", categories=["Red", "Liaison"], reminder_minutes_before_start=15).save()
    CalendarItem(account=a, folder=c, subject="All day", start=EWSDate(2026, 3, 12), end=EWSDate(2026, 3, 13),
                 is_all_day=True).save()
    CalendarItem(account=a, folder=c, subject="Series", start=at(11, 9), end=at(11, 10),
                 recurrence=Recurrence(pattern=WeeklyPattern(interval=1, weekdays=["Wednesday"]),
                                       start=EWSDate(2026, 3, 11), number=6)).save()
    CalendarItem(account=a, folder=c, subject="Gone soon", start=at(13, 9), end=at(13, 10)).save()
    return all_items(c)


def change(a):
    c = a.calendar
    single = c.get(subject="Single")
    single.start, single.end = at(10, 14), at(10, 15, 30)
    single.subject = "Single moved"
    single.location = None
    single.save(update_fields=["start", "end", "subject", "location"])
    series = c.get(subject="Series")
    second = series.occurrence(index=2)
    second.refresh()
    second.start, second.end = at(18, 16), at(18, 17)
    second.subject = "Series, moved once"
    second.save(update_fields=["start", "end", "subject"])
    series.occurrence(index=4).delete()
    c.get(subject="Gone soon").delete()
    return all_items(c)


def view(a):
    seen = a.calendar.view(start=at(1, 0), end=EWSDateTime(2026, 5, 1, tzinfo=TZ))
    return [shown(i) for i in sorted(seen, key=lambda i: i.start.isoformat())]


def series(a):
    master = next(i for i in a.calendar.all() if i.type == "RecurringMaster")
    return {
        "modified": [[o.original_start.isoformat(), o.start.isoformat()] for o in master.modified_occurrences or []],
        "deleted": [o.start.isoformat() for o in master.deleted_occurrences or []],
        "pattern": str(master.recurrence.pattern),
        "number": master.recurrence.boundary.number,
    }


def invite(a):
    meeting = CalendarItem(account=a, folder=a.calendar, subject="Review", start=at(16, 10), end=at(16, 11),
                           required_attendees=[Attendee(mailbox=Mailbox(email_address="bob@example.org"),
                                                        response_type="Unknown")])
    meeting.save(send_meeting_invitations=SEND_TO_ALL_AND_SAVE_COPY)
    return shown(a.calendar.get(subject="Review"))


def answer(a):
    request = next(i for i in a.inbox.all() if isinstance(i, MeetingRequest))
    found = {"subject": request.subject, "from": request.sender.email_address, "type": request.meeting_request_type}
    request.accept(message_disposition="SendAndSaveCopy", body="I will be there")
    return {"request": found, "left": [type(i).__name__ for i in a.inbox.all()], "item": all_items(a.calendar)}


def answered(a):
    response = next(i for i in a.inbox.all() if isinstance(i, MeetingResponse))
    return {"class": response.item_class, "from": response.sender.email_address, "subject": response.subject,
            "item": shown(a.calendar.get(subject="Review"))}


def reschedule(a):
    meeting = a.calendar.get(subject="Review")
    meeting.start, meeting.end = at(17, 10), at(17, 11)
    meeting.save(update_fields=["start", "end"], send_meeting_invitations=SEND_ONLY_TO_ALL)
    return shown(a.calendar.get(subject="Review"))


def cancel(a):
    a.calendar.get(subject="Review").cancel(body="Not needed any more")
    return all_items(a.calendar)


def cancelled(a):
    message = next(i for i in a.inbox.all() if isinstance(i, MeetingCancellation))
    return {"class": message.item_class, "subject": message.subject, "item": all_items(a.calendar)}


def sync(a):
    """What changed since the last time in this run."""
    return sorted([kind, None if kind == "delete" else item.subject] for kind, item in a.calendar.sync_items())


def mail(a):
    Message(account=a, folder=a.sent, subject="Größe", body="Hello", to_recipients=["bob@example.org"]).send_and_save()
    return [[m.subject, m.to_recipients[0].email_address] for m in a.sent.all()]


def received(a):
    message = a.inbox.get(subject="Größe")
    found = [message.sender.email_address, message.body.strip(), message.is_read]
    message.is_read = True
    message.save(update_fields=["is_read"])
    message.move_to_trash()
    return {"message": found, "inbox": a.inbox.filter(subject="Größe").count(), "trash": a.trash.all().count()}


def free(a):
    accounts = [(a, "Organizer", False)]
    busy = next(iter(a.protocol.get_free_busy_info(accounts=accounts, start=at(9, 0), end=at(20, 0),
                                                   merged_free_busy_interval=60)))
    return [[e.start.isoformat(), e.end.isoformat(), e.busy_type] for e in busy.calendar_events or []]


def names(a):
    return [[m.name, m.email_address] for m in a.protocol.resolve_names(["bob"]) if hasattr(m, "email_address")]


def zones(a):
    return len(list(a.protocol.get_timezones(return_full_timezone_data=True)))


def folders(a):
    return sorted(f.name for f in a.msg_folder_root.walk())


def missing(a):
    try:
        a.calendar.get(subject="Single moved").delete()
        a.calendar.get(subject="Single moved")
    except DoesNotExist:
        return "gone"
    except ErrorItemNotFound:
        return "not found"
    return "still there"


ACCOUNT = account()
json.dump([globals()[step](ACCOUNT) for step in STEPS], sys.stdout)

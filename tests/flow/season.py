# SPDX-License-Identifier: GPL-3.0-or-later
"""Three months of a job search on a real Dovecot, with a clock of the test's own: 40 invitations in
seven languages, what the user and the employers do about them, two changes of the profile. The log,
the pages and the drafts at the end are compared as a whole with season.txt.

Where a change of the texts or rules is meant, write it anew with SEASON_WRITE=1 and read the
difference."""

import datetime
import difflib
import email.policy
import email.utils
import os
import pathlib
import sys

sys.path.insert(0, os.path.dirname(__file__))
from dovecot import USER, Dovecot, encode_name  # noqa: E402
from house import KILLABLE, House  # noqa: E402
import tap  # noqa: E402

EXPECTED = pathlib.Path(__file__).with_suffix(".txt")

SEARCHING = """\
[me]
name = Sam Rivera
[status]
accepted_offer = no
[goals]
titles = C Developer;Embedded Engineer;Entwickler;Développeur;Programador;Sviluppatore;Ontwikkelaar
industries_unwanted = gambling
target_companies = Northlight Robotics
minimum_pay = 50000 EUR/year
[mobility]
home = Lisbon
timezone = Europe/Lisbon
interview_hours = 09:00-18:00
quiet_hours = 22:00-07:00
[bandwidth]
interviews_per_week = 6
away = 2026-09-21..2026-09-25
[relationships]
companies = Brightwater Avionics
[replies]
tone = warm;de:formal
answer_reopened = yes
"""
MOVING = SEARCHING.replace("[bandwidth]", "moving = 2026-10-12..2026-10-30\nrelocate_to = Berlin\n[bandwidth]").replace(
    "[mobility]", "non_negotiables = pay\n[mobility]")
SIGNED = SEARCHING.replace("accepted_offer = no", "accepted_offer = yes")
PROFILES = {"searching": SEARCHING, "moving": MOVING, "signed": SIGNED}

# ---- mail ----

VIDEO = """Dear Sam,

Thank you for your application for the {position} position at {company}. We would like to
invite you to a first interview by video call on {day} at {hour} GMT. {more}
Please let us know whether this suits you.

Kind regards,
{name}
{company}
"""
ONSITE = """Dear Sam,

Thank you for applying for the {position} position at {company}. We would like to invite you
to an interview at our office, {place}, on {day} at {hour} GMT. {more}

Kind regards,
{name}
{company}
"""
AGENCY = """Hi Sam,

I am recruiting for my client {company}, who liked your CV for the {position} role. They
would like to invite you to an interview by video call on {day} at {hour} GMT. {more}

Best wishes,
{name}
Sharpe Recruitment
"""
FINAL = """Dear Sam,

We enjoyed our first conversation. We would like to invite you to the final round of interviews
for the {position} position at {company}, by video call on {day} at {hour} GMT. {more}

Kind regards,
{name}
{company}
"""
TALK = """Dear Sam,

Would you like to come to an informational interview with our team at {company} by video call on
{day} at {hour} GMT? It is no selection interview: just a chance to get to know each other.

Kind regards,
{name}
{company}
"""
NO_ROLE = """Dear Sam,

We have seen your CV and would like to invite you to an interview by video call on {day} at
{hour} GMT. {more}

Kind regards,
{name}
"""
MOVED = """Dear Sam,

Unfortunately we have to reschedule your interview for the {position} position at {company}. We
would like to move the interview by video call to {day} at {hour} GMT. {more}

Kind regards,
{name}
{company}
"""
BODIES = {
    "de": "Guten Tag Sam Rivera,\n\nvielen Dank für Ihre Bewerbung als {position} bei {company}. Gern laden wir Sie zu "
          "einem\nVorstellungsgespräch per Videokonferenz am {date} um {hour} Uhr ein. {more}\n\n"
          "Mit freundlichen Grüßen\n{name}\n{company}\n",
    "fr": "Bonjour Sam Rivera,\n\nNous avons bien reçu votre candidature au poste de {position} chez {company}. Nous "
          "souhaitons\nvous inviter à un entretien en visioconférence le {date} à {hour}. {more}\n\n"
          "Cordialement,\n{name}\n{company}\n",
    "es": "Hola Sam:\n\nGracias por tu candidatura al puesto de {position} en {company}. Nos gustaría invitarte a una\n"
          "entrevista por videollamada el {date} a las {hour}. {more}\n\nUn saludo,\n{name}\n{company}\n",
    "it": "Gentile Sam Rivera,\n\ngrazie per la Sua candidatura per la posizione di {position} presso {company}. "
          "Vorremmo\ninvitarLa a un colloquio in videochiamata il {date} alle {hour}. {more}\n\n"
          "Cordiali saluti,\n{name}\n{company}\n",
    "nl": "Beste Sam,\n\nBedankt voor je sollicitatie als {position} bij {company}. We nodigen je graag uit voor een\n"
          "sollicitatiegesprek via videobellen op {date} om {hour} uur. {more}\n\n"
          "Met vriendelijke groet,\n{name}\n{company}\n",
    "pt": "Olá Sam,\n\nObrigado pela sua candidatura à vaga de {position} na {company}. Gostaríamos de convidá-lo para\n"
          "uma entrevista por videochamada no dia {date} às {hour}. {more}\n\nCumprimentos,\n{name}\n{company}\n",
}
SUBJECTS = {
    "en": "Interview for the {position} position at {company}", "de": "Einladung zum Vorstellungsgespräch als {position}",
    "fr": "Invitation à un entretien - {position}", "es": "Entrevista para el puesto de {position}",
    "it": "Invito a colloquio - {position}", "nl": "Uitnodiging sollicitatiegesprek {position}",
    "pt": "Entrevista para a vaga de {position}",
}
DATES = {"de": "%d.%m.%Y", "nl": "%d-%m-%Y"}

# When it comes, under which name it goes in this test, the body, the company, the position, the talk; more.
INVITATIONS = [
    ("2026-09-01 09:10", "fernwood", VIDEO, "Fernwood Labs", "C Developer", "2026-09-08 15:00", {}),
    ("2026-09-01 10:40", "acme", ONSITE, "Acme Tooling", "Embedded Engineer", "2026-09-10 11:00",
     {"place": "12 Mill Lane, Leeds"}),
    ("2026-09-02 08:05", "quill", VIDEO, "Quillworks", "Sales Manager", "2026-09-09 10:00", {}),
    ("2026-09-03 14:00", "brightwater", VIDEO, "Brightwater Avionics", "Office Manager", "2026-09-11 10:00", {}),
    ("2026-09-04 16:30", "hansa", "de", "Hansa Regler GmbH", "Entwickler", "2026-09-14 10:00", {}),
    ("2026-09-07 09:00", "lumen", "fr", "Lumen SAS", "Directeur commercial", "2026-09-15 14:00", {}),
    ("2026-09-08 12:00", "luckbet", VIDEO, "Luckbet", "C Developer", "2026-09-17 10:00",
     {"more": "We are the fastest-growing gambling platform in Europe."}),
    ("2026-09-09 09:30", "norte", "es", "Norte Sistemas", "Contable", "2026-09-16 11:00", {}),
    ("2026-09-10 11:11", "somebody", NO_ROLE, "Palewood", "C Developer", "2026-09-18 11:00", {"subject": "Interview"}),
    ("2026-09-11 17:45", "fiume", "it", "Fiume Software", "Responsabile acquisti", "2026-09-18 15:00", {}),
    ("2026-09-14 08:20", "polder", "nl", "Polder Techniek", "Boekhouder", "2026-09-22 10:00", {}),
    ("2026-09-15 10:00", "ribeira", "pt", "Ribeira Digital", "Gestor de loja", "2026-09-24 10:00", {}),
    ("2026-09-16 09:00", "away", VIDEO, "Cobalt Instruments", "C Developer", "2026-09-22 10:00", {}),
    ("2026-09-17 13:00", "sharpe", AGENCY, "Dunmore Systems", "Sales Manager", "2026-09-28 10:00",
     {"address": "jo@sharpe-recruitment.example", "name": "Jo Sharpe"}),
    ("2026-09-18 15:00", "ghd", VIDEO, "Global Hire Desk", "C Developer", "2026-09-28 11:00",
     {"more": "Before the interview please pay a registration fee of 50 EUR by gift card."}),
    ("2026-09-21 09:00", "night", VIDEO, "Harborline", "C Developer", "2026-09-30 22:00", {}),
    ("2026-09-23 10:00", "northlight", VIDEO, "Northlight Robotics", "Project Manager", "2026-10-02 10:00", {}),
    ("2026-09-25 10:00", "tarn", VIDEO, "Tarn Metrics", "Accountant", "2026-09-25 16:00", {}),
    ("2026-09-28 09:00", "granit", "de", "Granit AG", "Buchhalter", "2026-10-07 09:00", {}),
    ("2026-09-30 09:00", "talk", TALK, "Brightwater Avionics", "", "2026-10-08 10:00",
     {"subject": "Informational interview with Brightwater Avionics", "address": "hr@brightwater.example"}),
    ("2026-10-01 09:00", "poor", VIDEO, "Penny Press", "C Developer", "2026-10-09 10:00",
     {"more": "The salary is EUR 30,000 a year."}),
    ("2026-10-05 09:00", "marais", "fr", "Marais Logiciels", "Développeur", "2026-10-19 10:00", {}),
    ("2026-10-07 09:00", "inhouse", VIDEO, "Example Works", "Trainer", "2026-10-16 10:00",
     {"address": "hr@example.test", "name": "Dana Cole"}),
    ("2026-10-12 09:00", "spree", ONSITE, "Spree Systems", "C Developer", "2026-10-20 10:00",
     {"place": "Torstraße 1, Berlin", "more": "The salary is EUR 70,000 a year."}),
    ("2026-10-13 09:00", "payless", VIDEO, "Oakhill", "C Developer", "2026-10-22 10:00", {}),
    ("2026-10-14 09:00", "sierra", "es", "Sierra Datos", "Programador", "2026-10-23 10:00", {}),
    ("2026-10-15 09:00", "final", FINAL, "Acme Tooling", "Sales Manager", "2026-10-23 14:00", {}),
    ("2026-10-19 09:00", "dunes", "nl", "Dunes BV", "Magazijnchef", "2026-10-27 10:00", {}),
    ("2026-10-20 09:00", "vela", "it", "Vela Sistemi", "Sviluppatore", "2026-10-29 10:00", {}),
    ("2026-10-26 09:00", "mondego", "pt", "Mondego Lda", "Rececionista", "2026-11-04 10:00", {}),
    ("2026-10-28 09:00", "agency2", AGENCY, "Kestrel", "Nurse", "2026-11-05 10:00",
     {"address": "jo@sharpe-recruitment.example", "name": "Jo Sharpe"}),
    ("2026-11-02 09:00", "elbe", "de", "Elbe Optik", "Vertriebsleiter", "2026-11-11 10:00", {}),
    ("2026-11-03 09:00", "quill2", VIDEO, "Quillworks", "Marketing Manager", "2026-11-12 10:00", {}),
    ("2026-11-05 09:00", "onward", VIDEO, "Onward Freight", "C Developer", "2026-11-13 10:00",
     {"more": "The salary is EUR 64,000 a year."}),
    ("2026-11-10 09:00", "rhone", "fr", "Rhône Énergie", "Comptable", "2026-11-18 10:00", {}),
    ("2026-11-16 09:00", "signed1", VIDEO, "Fernwood Labs", "Embedded Engineer", "2026-11-25 10:00", {}),
    ("2026-11-17 09:00", "signed2", "de", "Isar Mobil", "Entwickler", "2026-11-26 10:00", {}),
    ("2026-11-18 09:00", "signed3", FINAL, "Onward Freight", "C Developer", "2026-11-27 10:00", {}),
    ("2026-11-19 09:00", "signed4", "es", "Norte Sistemas", "Programador", "2026-11-27 11:00", {}),
    ("2026-11-20 09:00", "signed5", AGENCY, "Dunmore Systems", "C Developer", "2026-11-30 10:00",
     {"address": "jo@sharpe-recruitment.example", "name": "Jo Sharpe"}),
]

# What happens besides: when, what, to whom; more.
ACTS = [
    ("2026-09-02 09:30", "send", "acme", {}),
    ("2026-09-03 09:00", "thanks", "acme", {}),
    ("2026-09-03 12:00", "send", "quill", {}),
    ("2026-09-04 10:00", "edit", "brightwater", {}),
    ("2026-09-04 12:00", "send", "brightwater", {}),
    ("2026-09-04 18:00", "answer", "fernwood", {}),
    ("2026-09-07 08:00", "moved", "fernwood", {"day": "2026-09-12 15:00"}),
    ("2026-09-09 08:00", "moved", "fernwood", {"day": "2026-09-16 15:00"}),
    ("2026-09-10 08:00", "moved", "fernwood", {"day": "2026-09-17 15:00"}),
    ("2026-09-08 09:00", "send", "lumen", {}),
    ("2026-09-08 16:00", "asks why", "lumen", {}),
    ("2026-09-09 10:00", "discard", "luckbet", {}),
    ("2026-09-11 09:00", "send", "somebody", {}),
    ("2026-09-14 12:00", "again", "somebody", {"day": "2026-09-28 11:00"}),
    ("2026-09-16 12:00", "send", "away", {}),
    ("2026-09-18 09:00", "send", "sharpe", {}),
    ("2026-09-19 09:00", "persuades", "sharpe", {}),
    ("2026-09-24 09:00", "mistake", "northlight", {}),
    ("2026-09-25 10:30", "send", "tarn", {}),
    ("2026-10-02 09:00", "cancel", "granit", {}),
    ("2026-10-02 10:00", "send", "poor", {}),
    ("2026-10-03 10:00", "better pay", "poor", {}),
    ("2026-10-10 09:00", "profile", "moving", {}),
    ("2026-10-16 09:00", "send", "final", {}),
    ("2026-10-29 09:00", "send", "agency2", {}),
    ("2026-10-31 09:00", "profile", "searching", {}),
    ("2026-11-04 09:00", "missed", "lunch", {}),
    ("2026-11-15 09:00", "profile", "signed", {}),
    ("2026-11-16 12:00", "send", "signed1", {}),
    ("2026-11-17 12:00", "send", "signed2", {}),
    ("2026-11-18 10:00", "send", "signed3", {}),
]
REMINDED_AFTER = datetime.timedelta(hours=24, minutes=30), datetime.timedelta(hours=48, minutes=30)

BACK = {
    "thanks": "Thank you for letting us know so quickly. All the best for the future!",
    "asks why": "Je suis désolé de l'apprendre. Pourriez-vous nous dire pourquoi vous avez refusé ?",
    "persuades": "That is a pity. Would you reconsider if they could offer you more flexibility? They would really hate "
                 "to lose you.",
    "better pay": "That is a pity. Would you reconsider? We could raise our offer: the salary would be EUR 58,000 a year.",
}
CANCEL = ("Guten Tag,\n\nleider müssen wir das Vorstellungsgespräch am 07.10.2026 absagen. Die Stelle wurde anderweitig "
          "besetzt.\n\nMit freundlichen Grüßen\nMax Weber\nGranit AG")
LUNCH = ("Dear Sam,\n\nshall we have lunch one day, as we said at the fair? The canteen of Ostrava Tools is good.\n\n"
         "Ann Lee")


def parse_time(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=datetime.timezone.utc)


def write_mail(when, message_id, name, address, subject, body, thread=()):
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = email.utils.formataddr((name, address))
    message["To"] = f"Sam Rivera <{USER}@example.test>"
    message["Subject"] = subject
    message["Date"] = email.utils.format_datetime(when)
    message["Message-ID"] = message_id
    if thread:
        message["In-Reply-To"] = thread[-1]
        message["References"] = " ".join(thread)
    message.set_content(body, cte="8bit")
    return message.as_bytes()


class Correspondent:
    """Who invites, and what they have written so far."""

    def __init__(self, key, body, company, position, more):
        self.key, self.body, self.company, self.position, self.more = key, body, company, position, more
        self.language = body if body in BODIES else "en"
        self.domain = more.get("address", f"x@{key}.example").split("@")[1]
        self.name = more.get("name", "Priya Nair")
        self.address = more.get("address", f"priya@{key}.example")
        self.count = 0
        self.last = self.first = None

    def write(self, when, subject, body, thread=()):
        self.count += 1
        self.last = f"<{self.key}-{self.count}@{self.domain}>"
        self.first = self.first or self.last
        return write_mail(when, self.last, self.name, self.address, subject, body, thread)

    def invite(self, when, talk, body=None, thread=()):
        talk = parse_time(talk)
        words = {"position": self.position, "company": self.company, "name": self.name, "place": self.more.get("place", ""),
                 "more": self.more.get("more", ""), "day": f"{talk:%A, %-d %B %Y}", "hour": f"{talk:%H:%M}",
                 "date": f"{talk:{DATES.get(self.language, '%d/%m/%Y')}}"}
        subject = self.more.get("subject", SUBJECTS[self.language]).format(**words)
        text = (body or BODIES.get(self.body, self.body)).format(**words)
        return self.write(when, "Re: " + subject if thread else subject, text, thread)


class Season(House):
    def __init__(self, server):
        super().__init__(server, profile=SEARCHING, extra="reminder = page")
        self.people = {}
        self.sent = {}
        self.told = []

    def turn(self, when):
        result = self.run("watch", "--once", program=KILLABLE, now=f"{when:%Y-%m-%dT%H:%M:%SZ}")
        assert result.returncode == 0, (when, result.stderr)

    # ---- what the employers do ----

    def receive(self, raw):
        self.server.deliver(raw)

    def invite(self, when, key, body, company, position, talk, more):
        self.people[key] = Correspondent(key, body, company, position, more)
        self.receive(self.people[key].invite(when, talk))

    def moved(self, when, key, day):
        person = self.people[key]
        self.receive(person.invite(when, day, body=MOVED, thread=[person.first]))

    def again(self, when, key, day):
        """They invite again, and still don't say to what."""
        person = self.people[key]
        self.receive(person.invite(when, day, thread=[person.first, self.sent[key]]))

    def cancel(self, when, key):
        person = self.people[key]
        self.receive(person.write(when, "Absage Vorstellungsgespräch", CANCEL, [person.first]))

    def come_back(self, when, key, words):
        person = self.people[key]
        quote = "\n\nOn Wed, Sam Rivera wrote:\n> I have decided not to go forward with the interview.\n"
        self.receive(person.write(when, "Re: Interview", f"Dear Sam,\n\n{BACK[words]}\n\nKind regards,\n{person.name}{quote}",
                                  [person.first, self.sent[key]]))

    # ---- what the user does ----

    def draft_of(self, key):
        ours = [message for _, message in self.drafts() if message["In-Reply-To"] == self.people[key].last]
        assert len(ours) == 1, (key, ours)
        return ours[0]

    def remove(self, mailbox, message_id):
        with self.server.connect() as imap:
            imap.select(encode_name(mailbox))
            uids = imap.uid("SEARCH", "HEADER", "Message-ID", f'"{message_id}"')[1][0].decode()
            imap.uid("STORE", uids.replace(" ", ","), "+FLAGS", "\\Deleted")
            imap.expunge()

    def send(self, when, key):
        message = self.draft_of(key)
        self.sent[key] = message["Message-ID"]
        self.remove(self.server.drafts, message["Message-ID"])
        self.server.deliver(message.as_bytes(policy=email.policy.SMTP), self.server.sent, "\\Seen")

    def edit(self, when, key):
        message = self.draft_of(key)
        self.remove(self.server.drafts, message["Message-ID"])
        message.set_content("Dear Priya,\n\nlet us have a coffee instead.\n\nSam\n")
        self.server.deliver(message.as_bytes(policy=email.policy.SMTP), self.server.drafts, "\\Draft \\Seen")

    def discard(self, when, key):
        self.remove(self.server.drafts, self.draft_of(key)["Message-ID"])

    def answer(self, when, key):
        person = self.people[key]
        self.server.deliver(write_mail(when, f"<own-{key}@example.test>", "Sam Rivera", f"{USER}@example.test",
                                       "Re: Interview", "Yes, gladly!", [person.last]), self.server.sent, "\\Seen")

    def move(self, message_id, mailbox):
        with self.server.connect() as imap:
            imap.select("INBOX")
            uid = imap.uid("SEARCH", "HEADER", "Message-ID", f'"{message_id}"')[1][0].decode()
            assert imap.uid("MOVE", uid, encode_name(mailbox))[0] == "OK", message_id

    def mistake(self, when, key):
        self.move(self.people[key].last, "Regrets/Not invitations")

    def missed(self, when, key):
        raw = write_mail(when, "<lunch@ostrava.example>", "Ann Lee", "ann@ostrava.example", "Lunch?", LUNCH)
        self.receive(raw)
        self.turn(when)
        assert not any(entry["message_id"] == "lunch@ostrava.example" for entry in self.log())
        self.move("<lunch@ostrava.example>", "Regrets/Invitations")

    def profile(self, when, key):
        (self.config / "profile.conf").write_text(PROFILES[key])

    # ---- the whole ----

    def act(self, when, what, key, more):
        if what in BACK:
            self.come_back(when, key, what)
        else:
            getattr(self, what)(when, key, **more)

    def live(self):
        happenings = [(parse_time(row[0]), lambda when, row=row: self.invite(when, *row[1:])) for row in INVITATIONS]
        happenings += [(parse_time(row[0]), lambda when, row=row: self.act(when, *row[1:])) for row in ACTS]
        turns = {when for when, _ in happenings}
        turns |= {parse_time(row[0]) + later for row in INVITATIONS for later in REMINDED_AFTER}
        happenings.sort(key=lambda happening: happening[0])
        for when in sorted(turns):
            for due, happen in happenings:
                if due == when:
                    happen(when)
            self.turn(when)


# ---- the account of it ----

def tell_log(season):
    yield "== the log"
    names = {person.first.strip("<>"): key for key, person in season.people.items()}
    for line in season.run("log", "--format", "csv").stdout.splitlines():
        yield line
    assert len(names) == len(INVITATIONS)


def text_of(message):
    return message.get_body(("plain",)).get_content().rstrip().splitlines()


def tell_mail(title, messages):
    yield f"== {title}: {len(messages)}"
    for message in sorted(messages, key=lambda message: (message["Date"].datetime, message["Message-ID"])):
        yield "---- " + " | ".join(str(message[name]) for name in ("Date", "To", "Subject", "In-Reply-To"))
        for line in text_of(message):
            yield line.rstrip()


def tell(season):
    yield from tell_log(season)
    yield from tell_mail("pages", [message for _, message in season.pages()])
    yield from tell_mail("drafts", [message for _, message in season.drafts()])
    inbox = [message for _, message in season.mail("INBOX")]
    yield from (f"reminder: {message['Subject']}" for message in inbox if message["Message-ID"].startswith("<reminder."))
    yield f"report\n{season.run('report').stdout}"


def test_three_months():
    with Dovecot() as server:
        season = Season(server)
        season.live()
        lines = [line + "\n" for line in "\n".join(tell(season)).splitlines()]
        if os.environ.get("SEASON_WRITE"):
            EXPECTED.write_text("".join(lines))
        expected = EXPECTED.read_text().splitlines(keepends=True)
        difference = list(difflib.unified_diff(expected, lines, "season.txt", "now", n=1))
        assert not difference, "".join(difference[:200])
        season.turn(parse_time("2026-11-30 20:00"))
        again = [line + "\n" for line in "\n".join(tell(season)).splitlines()]
        assert again == lines, "a turn with nothing to do changed something"


tap.run(globals())

"""The ledger in plain sentences. A deed that is missing here is shown by its own name, so that nothing is hidden."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.core.remaining import closing_time, last_day

from .actions import MACHINE, PUBLIC
from .models import Entry

SHORT = 12  # characters of a digest that a sentence shows; the entry has it whole

# Each deed with its short name.
NAMES = {
    "voice.heard": gettext_lazy("Voice heard"),
    "voice.proposed": gettext_lazy("Assessment proposed"),
    "proposal.confirmed": gettext_lazy("Assessment confirmed"),
    "voice.tried_again": gettext_lazy("Voice tried again"),
    "topics.gathered": gettext_lazy("Topics gathered"),
    "topics.gathering_asked": gettext_lazy("Gathering asked for"),
    "topics.merged": gettext_lazy("Topics merged"),
    "topic.voices_taken_out": gettext_lazy("Voices taken out of a topic"),
    "topic.split": gettext_lazy("Topic split"),
    "topic.renamed": gettext_lazy("Topic renamed"),
    "thresholds.set": gettext_lazy("Thresholds set"),
    "case.opened": gettext_lazy("Case opened"),
    "case.answered_before": gettext_lazy("Answered before it came"),
    "case.assigned": gettext_lazy("Case assigned"),
    "case.accepted": gettext_lazy("Case accepted"),
    "case.returned": gettext_lazy("Case returned"),
    "case.kind_set": gettext_lazy("Kind of case set"),
    "writer.asked": gettext_lazy("Asked outside"),
    "writer.answered": gettext_lazy("Answer received"),
    "case.resumed": gettext_lazy("Resumed without an answer"),
    "extension.asked": gettext_lazy("Extension asked for"),
    "extension.refused": gettext_lazy("Extension refused"),
    "case.extended": gettext_lazy("Term extended"),
    "order.term_set": gettext_lazy("Term of the order set"),
    "clock.alarm": gettext_lazy("Alarm"),
    "clock.moved": gettext_lazy("Due date changed"),
    "rule.adopted": gettext_lazy("Rule adopted"),
    "rule.withdrawn": gettext_lazy("Rule withdrawn"),
    "feed.renewed": gettext_lazy("Calendar address renewed"),
    "draft.saved": gettext_lazy("Draft kept"),
    "draft.submitted": gettext_lazy("Draft sent into review"),
    "draft.reviewed": gettext_lazy("Draft reviewed"),
    "draft.recalled": gettext_lazy("Draft taken back"),
    "draft.withdrawn": gettext_lazy("Approved text withdrawn"),
    "draft.proofread": gettext_lazy("Draft proofread"),
    "review.lapsed": gettext_lazy("Signature no longer needed"),
    "part.accepted": gettext_lazy("Part accepted"),
    "part.given": gettext_lazy("Part given"),
    "part.returned": gettext_lazy("Part returned"),
    "part.reassigned": gettext_lazy("Part given to another section"),
    "part.left_out": gettext_lazy("Part left out"),
    "comment.made": gettext_lazy("Passage commented on"),
    "comment.settled": gettext_lazy("Comment settled"),
    "reply.delivered": gettext_lazy("Reply sent"),
    "case.closed": gettext_lazy("File closed"),
    "contact.shown": gettext_lazy("Contact looked at"),
    "case.more_said": gettext_lazy("More from the writer"),
    "attachment.taken": gettext_lazy("Attachment downloaded"),
    "address.verified": gettext_lazy("Mail address confirmed"),
    "case.reopened": gettext_lazy("Case reopened"),
    "case.declined": gettext_lazy("Letter not accepted"),
    "case.transferred": gettext_lazy("Case transferred"),
    "case.merged": gettext_lazy("Case merged"),
    "case.took_in": gettext_lazy("Others merged into it"),
    "case.unmerged": gettext_lazy("Case parted"),
    "case.let_go": gettext_lazy("Others parted from it"),
    "case.taken_up": gettext_lazy("Case taken up again"),
    "case.undone": gettext_lazy("Deed taken back"),
    "note.added": gettext_lazy("Note added"),
    "note.withdrawn": gettext_lazy("Note withdrawn"),
    "file.enclosed": gettext_lazy("File put in the case"),
    "file.taken_out": gettext_lazy("File taken out of the case"),
    "file.taken": gettext_lazy("File of the case downloaded"),
    "case.exported": gettext_lazy("Case exported"),
    "template.made": gettext_lazy("Template made"),
    "template.changed": gettext_lazy("Template changed"),
    "template.retired": gettext_lazy("Template put aside"),
    "inquiry.found": gettext_lazy("Complaint looked into"),
    "inquiry.investigated": gettext_lazy("Complaint investigated"),
    "inquiry.concluded": gettext_lazy("Investigation concluded"),
    "suggestion.decided": gettext_lazy("Suggestion decided"),
    "case.held": gettext_lazy("Case held"),
    "case.hold_lifted": gettext_lazy("Hold lifted"),
    "case.anonymised": gettext_lazy("Personal data taken out"),
    "reply.rated": gettext_lazy("Reply rated"),
    "answer.published": gettext_lazy("Answer published"),
    "answer.kept_back": gettext_lazy("Answer kept back"),
    "snapshot.taken": gettext_lazy("Figures frozen"),
    "paper.written": gettext_lazy("Paper written"),
    "channel.opened": gettext_lazy("Channel opened"),
    "channel.set": gettext_lazy("Channel set up"),
    "channel.tested": gettext_lazy("Channel tested"),
    "delivery.sent": gettext_lazy("Message sent"),
    "delivery.failed": gettext_lazy("Message not sent"),
    "delivery.stopped": gettext_lazy("Message stopped"),
    "delivery.tried_again": gettext_lazy("Message tried again"),
    "delivery.found_sent": gettext_lazy("Message found sent"),
    "persons.joined": gettext_lazy("Persons joined"),
    "persons.parted": gettext_lazy("Persons parted"),
    "token.made": gettext_lazy("Token made"),
    "token.revoked": gettext_lazy("Token revoked"),
    "webhook.opened": gettext_lazy("Webhook opened"),
    "webhook.closed": gettext_lazy("Webhook closed"),
    "office.founded": gettext_lazy("Office founded"),
    "post.given": gettext_lazy("Post given"),
    "leading_group.seated": gettext_lazy("Seat in the leading group given"),
    "leading_group.left": gettext_lazy("Seat in the leading group taken"),
    "section.made": gettext_lazy("Section made"),
    "section.changed": gettext_lazy("Section changed"),
    "post.taken": gettext_lazy("Post taken"),
    "login.made": gettext_lazy("Login made"),
    "login.closed": gettext_lazy("Login closed"),
    "login.opened": gettext_lazy("Login opened"),
    "absence.told": gettext_lazy("Absence told"),
    "case.clue_made": gettext_lazy("Rumour clue made"),
    "case.clue_handed_over": gettext_lazy("Rumour clue of the case handed over"),
    "clue.made": gettext_lazy("Clue made"),
    "clue.written": gettext_lazy("Clue written"),
    "clue.posts_added": gettext_lazy("Posts taken into a clue"),
    "clue.post_changed": gettext_lazy("Post of a clue completed"),
    "clue.post_taken_out": gettext_lazy("Post taken out of a clue"),
    "clue.captured": gettext_lazy("Captures kept"),
    "clue.file_withdrawn": gettext_lazy("File of a clue withdrawn"),
    "clue.file_taken": gettext_lazy("File of a clue downloaded"),
    "clue.submitted": gettext_lazy("Clue sent to be signed"),
    "clue.sent_back": gettext_lazy("Clue sent back"),
    "clue.signed": gettext_lazy("Clue signed"),
    "clue.corrected": gettext_lazy("Signature of a clue taken back"),
    "clue.dropped": gettext_lazy("Clue not handed over"),
    "clue.handed_over": gettext_lazy("Clue handed over"),
    "clue.receipt_kept": gettext_lazy("Receipt of a clue kept"),
    "clue.concluded": gettext_lazy("Outcome of a clue told"),
    "clue.paper_taken": gettext_lazy("Paper of a clue taken"),
    "messages.set": gettext_lazy("Messages set"),
    "messages.stopped": gettext_lazy("Messages stopped"),
    "absence.ended": gettext_lazy("Absence ended"),
    "card.given": gettext_lazy("Card given"),
    "card.explained": gettext_lazy("Card explained"),
    "card.withdrawn": gettext_lazy("Card withdrawn"),
    "case.reminded": gettext_lazy("Reminded"),
    "chase.issued": gettext_lazy("Chase order issued"),
    "chase.received": gettext_lazy("Chase order signed for"),
    "chase.answered": gettext_lazy("Chase order answered"),
    "chase.accepted": gettext_lazy("Chase order closed"),
    "chase.cancelled": gettext_lazy("Chase order cancelled"),
    "chase.sent_back": gettext_lazy("Answer to a chase order sent back"),
    "instruction.given": gettext_lazy("Instruction given"),
    "instruction.reported": gettext_lazy("Instruction reported on"),
    "instruction.accepted": gettext_lazy("Report on an instruction accepted"),
    "instruction.sent_back": gettext_lazy("Report on an instruction sent back"),
    "instruction.withdrawn": gettext_lazy("Instruction withdrawn"),
    "late_list.frozen": gettext_lazy("Weekly late list made"),
    "incident.opened": gettext_lazy("Incident opened"),
    "incident.graded": gettext_lazy("Incident graded"),
    "incident.corrected": gettext_lazy("Moments of the incident corrected"),
    "incident.overdue": gettext_lazy("Next release overdue"),
    "incident.ended": gettext_lazy("Incident ended"),
    "release.saved": gettext_lazy("Release kept"),
    "release.submitted": gettext_lazy("Release sent to be signed"),
    "release.signed": gettext_lazy("Release signed"),
    "release.sent_back": gettext_lazy("Release sent back"),
    "release.published": gettext_lazy("Release put on the portal"),
    "release.altered": gettext_lazy("Release altered on the portal"),
    "release.restored": gettext_lazy("Release on the portal as signed again"),
    "release.offered": gettext_lazy("Release offered to a channel"),
    "conferral.kept": gettext_lazy("Conferral kept"),
    "task.done": gettext_lazy("Task done"),
    "review.kept": gettext_lazy("Review kept"),
    "review.closed": gettext_lazy("Review closed"),
    "duty.set": gettext_lazy("Duty set"),
}

# Each deed, or deed and variant, as a sentence over its facts.
SENTENCES = {
    "voice.heard": gettext_lazy("The voice was heard and numbered."),
    "voice.heard by hand": gettext_lazy("%(who)s took the voice in from a file."),
    "voice.proposed": gettext_lazy("The machine proposed: %(judged)s; lead section %(lead)s."),
    "proposal.confirmed": gettext_lazy("%(who)s confirmed the assessment: %(judged)s; lead section %(lead)s."),
    "proposal.confirmed corrected": gettext_lazy(
        "%(who)s corrected %(changed)s of the assessment: %(judged)s; lead section %(lead)s."
    ),
    "topics.gathered": gettext_lazy("The machine gathered the topics anew: %(topics)s of them."),
    "topics.gathering_asked": gettext_lazy("%(who)s asked for the topics to be gathered anew."),
    "voice.tried_again": gettext_lazy("%(who)s let the machine try this voice again."),
    "topics.merged": gettext_lazy("%(who)s merged %(listed)s into the topic “%(topic)s”: %(voices)s voices."),
    "topic.voices_taken_out": gettext_lazy("%(who)s took %(voices)s voices out of the topic “%(topic)s”."),
    "topic.split": gettext_lazy("%(who)s made %(voices)s voices of the topic “%(topic)s” one of their own: “%(new)s”."),
    "topic.renamed": gettext_lazy("%(who)s renamed the topic “%(former)s” to “%(topic)s”."),
    "thresholds.set": gettext_lazy("%(who)s set from how many people and from what spread a matter is grave."),
    "case.opened": gettext_lazy("The case was opened and its clock runs."),
    "case.answered_before": gettext_lazy("The letter came with its answer and is kept as a closed case of the past."),
    "case.assigned": gettext_lazy("%(who)s assigned it to %(lead)s."),
    "case.assigned to several": gettext_lazy("%(who)s assigned it to %(lead)s; %(others)s help."),
    "case.accepted": gettext_lazy("%(who)s took it for %(section)s; %(handler)s handles it."),
    "case.returned": gettext_lazy("%(who)s returned it to the information section."),
    "case.kind_set": gettext_lazy(
        "%(who)s set the kind of case from %(before)s to %(after)s; its terms run from receipt."
    ),
    "writer.asked": gettext_lazy("%(who)s asked for more; the clock stands still until it comes."),
    "writer.asked correction": gettext_lazy(
        "%(who)s told the requester what to correct; the term runs anew once it comes."
    ),
    "writer.asked third_party": gettext_lazy(
        "%(who)s asked a third party for its opinion; the clock stands still until it comes."
    ),
    "writer.asked co_organ": gettext_lazy(
        "%(who)s asked another organ for its opinion; the clock stands still until it comes."
    ),
    "writer.answered": gettext_lazy("%(who)s: what was asked for has come; the clock runs on."),
    "writer.answered correction": gettext_lazy("%(who)s: the correction has come; the term runs anew."),
    "case.resumed": gettext_lazy("%(who)s went on without an answer; the clock runs on."),
    "extension.asked": gettext_lazy("%(who)s asked to extend “%(title)s” by %(amount)s."),
    "extension.refused": gettext_lazy("%(who)s did not grant the extension of “%(title)s”."),
    "case.extended": gettext_lazy("%(who)s extended “%(title)s” by %(amount)s: from %(before)s to %(after)s."),
    "order.term_set": gettext_lazy("Who dispatched the order moved its term from %(before)s to %(after)s."),
    "clock.alarm first": gettext_lazy("First reminder: “%(title)s” is due %(due)s."),
    "clock.alarm yellow": gettext_lazy("Yellow lamp: “%(title)s” is due %(due)s."),
    "clock.alarm red": gettext_lazy("Red lamp: “%(title)s” was due %(due)s."),
    "clock.moved": gettext_lazy("The rules changed: “%(title)s” is due %(after)s instead of %(before)s."),
    "clock.moved same": gettext_lazy("The rules changed: “%(title)s” stays due %(after)s."),
    "rule.adopted": gettext_lazy("%(who)s adopted a rule: %(name)s."),
    "rule.withdrawn": gettext_lazy("%(who)s withdrew a rule: %(name)s."),
    "feed.renewed": gettext_lazy("%(who)s made a new address for the calendar feed; an earlier one is closed."),
    "draft.saved": gettext_lazy("%(who)s kept version %(version)s of the draft, %(characters)s characters."),
    "draft.submitted": gettext_lazy("%(who)s sent version %(version)s into review."),
    "draft.submitted open": gettext_lazy(
        "%(who)s sent version %(version)s into review and left %(open)s points of the check as they are."
    ),
    "draft.reviewed approved": gettext_lazy("%(who)s approved version %(version)s as %(step)s."),
    "draft.reviewed approved for": gettext_lazy(
        "%(who)s, standing in for %(for)s, approved version %(version)s as %(step)s."
    ),
    "draft.reviewed sent_back for": gettext_lazy(
        "%(who)s, standing in for %(for)s, sent version %(version)s back as %(step)s."
    ),
    "draft.reviewed sent_back": gettext_lazy("%(who)s sent version %(version)s back as %(step)s."),
    "draft.reviewed approved secrecy": gettext_lazy(
        "%(who)s found no secret and no personal data in version %(version)s; it may be published."
    ),
    "draft.reviewed approved secrecy kept": gettext_lazy(
        "%(who)s found no secret and no personal data in version %(version)s; it is not to be published."
    ),
    "draft.recalled": gettext_lazy("%(who)s took version %(version)s back out of review."),
    "draft.withdrawn": gettext_lazy("%(who)s withdrew the approved version %(version)s to drafting."),
    "draft.proofread": gettext_lazy("%(who)s proofread version %(version)s: %(count)s times by now."),
    "review.lapsed": gettext_lazy("No longer asked to sign version %(version)s: %(steps)s."),
    "part.accepted": gettext_lazy("%(who)s took the part of %(section)s; %(handler)s handles it."),
    "part.given": gettext_lazy("%(who)s gave the part of %(section)s, %(characters)s characters."),
    "part.returned": gettext_lazy("%(who)s returned the part of %(section)s to the information section."),
    "part.reassigned": gettext_lazy("%(who)s gave the part of %(section)s to %(to)s."),
    "part.left_out": gettext_lazy("%(who)s went on without the part of %(section)s."),
    "comment.made": gettext_lazy("%(who)s commented on a passage of version %(version)s."),
    "comment.settled": gettext_lazy("%(who)s settled a comment on version %(version)s."),
    "reply.delivered": gettext_lazy("%(who)s sent the reply, in time."),
    "reply.delivered added": gettext_lazy("%(who)s read what was added (%(additions)s) and sent the reply as it is."),
    "reply.delivered late": gettext_lazy("%(who)s sent the reply, after it was due."),
    "reply.delivered merged": gettext_lazy("%(who)s sent the reply of case %(into)s to this writer too."),
    "case.closed": gettext_lazy("%(who)s closed the file."),
    "contact.shown": gettext_lazy("%(who)s looked at the name and contact of the writer."),
    "case.more_said": gettext_lazy("The writer added something: %(voice)s."),
    "attachment.taken": gettext_lazy("%(who)s downloaded a file that came with %(voice)s."),
    "address.verified": gettext_lazy("The writer confirmed their mail address."),
    "case.reopened": gettext_lazy("The writer said that the matter is not solved; the case was reopened."),
    "case.declined": gettext_lazy("%(who)s did not accept it: %(ground)s. The writer is told."),
    "case.transferred": gettext_lazy("%(who)s transferred it to %(to)s. The writer is told."),
    "case.merged": gettext_lazy("%(who)s merged it into case %(into)s, whose reply its writer gets."),
    "case.took_in": gettext_lazy("%(who)s merged into it: %(merged)s."),
    "case.unmerged": gettext_lazy("%(who)s parted it from case %(into)s; it is assigned anew."),
    "case.let_go": gettext_lazy("%(who)s parted from it: %(merged)s."),
    "case.taken_up": gettext_lazy("%(who)s took it up again; a new clock runs."),
    "case.undone": gettext_lazy("%(who)s took back: %(undone)s."),
    "inquiry.found": gettext_lazy("%(who)s found the complaint: %(verdict)s."),
    "inquiry.found corrected": gettext_lazy("%(who)s corrected the finding: %(verdict)s."),
    "inquiry.investigated": gettext_lazy("%(who)s wrote down what was checked from %(first)s to %(last)s."),
    "inquiry.investigated corrected": gettext_lazy("%(who)s corrected what was checked from %(first)s to %(last)s."),
    "inquiry.concluded": gettext_lazy("%(who)s concluded the investigation: %(result)s."),
    "inquiry.concluded corrected": gettext_lazy("%(who)s corrected the conclusion of the investigation: %(result)s."),
    "case.held": gettext_lazy("%(who)s held it: its personal data is kept beyond the term."),
    "case.hold_lifted": gettext_lazy("%(who)s lifted the hold; the term of its personal data counts again."),
    "case.anonymised": gettext_lazy("%(who)s took the personal data out for good. Basis: %(basis)s."),
    "suggestion.decided": gettext_lazy("%(who)s decided on the suggestion: %(outcome)s."),
    "reply.rated": gettext_lazy("The writer gave %(stars)s stars."),
    "reply.rated solved": gettext_lazy("The writer gave %(stars)s stars: solved."),
    "reply.rated unsolved": gettext_lazy("The writer gave %(stars)s stars: not solved."),
    "answer.published": gettext_lazy("%(who)s published the answer."),
    "answer.published masked": gettext_lazy("%(who)s published the answer; %(masked)s passages were masked."),
    "answer.kept_back": gettext_lazy("%(who)s decided not to publish the answer."),
    "snapshot.taken": gettext_lazy("%(who)s froze the figures from %(start)s to %(end)s."),
    "paper.written": gettext_lazy("%(who)s wrote a paper: %(paper)s."),
    "channel.opened": gettext_lazy("The channel was opened."),
    "channel.set": gettext_lazy("%(who)s set the channel up."),
    "channel.tested": gettext_lazy("%(who)s tested the channel; it works."),
    "delivery.sent": gettext_lazy("A message went to the writer by %(channel)s."),
    "delivery.failed": gettext_lazy("A message could not be sent to the writer by %(channel)s."),
    "delivery.stopped": gettext_lazy("%(who)s stopped a message to the writer."),
    "delivery.tried_again": gettext_lazy("%(who)s let a message to the writer be tried again."),
    "delivery.found_sent": gettext_lazy("%(who)s found that a message had reached the writer."),
    "persons.joined": gettext_lazy("%(who)s found two writers to be one person: %(voices)s voices."),
    "persons.parted": gettext_lazy("%(who)s parted two writers again."),
    "token.made": gettext_lazy("%(who)s made a token for another system: %(name)s."),
    "token.revoked": gettext_lazy("%(who)s revoked the token of another system: %(name)s."),
    "webhook.opened": gettext_lazy("%(who)s let another system be told of deeds: %(host)s."),
    "webhook.closed": gettext_lazy("%(who)s stopped telling another system of deeds: %(host)s."),
    "office.founded": gettext_lazy("The office was founded: %(name)s."),
    "post.given": gettext_lazy("%(who)s gave a post: %(section)s %(role)s."),
    "leading_group.seated": gettext_lazy("%(who)s gave a seat in the leading group: %(seat)s."),
    "leading_group.left": gettext_lazy("%(who)s took a seat in the leading group: %(seat)s."),
    "section.made": gettext_lazy("%(who)s made the section %(section)s."),
    "section.changed": gettext_lazy("%(who)s changed the section %(section)s."),
    "post.taken": gettext_lazy("%(who)s took a post: %(section)s %(role)s."),
    "login.made": gettext_lazy("%(who)s made a login for %(name)s."),
    "login.closed": gettext_lazy("%(who)s closed the login."),
    "login.opened": gettext_lazy("%(who)s opened the login again."),
    "case.clue_made": gettext_lazy("%(who)s made a rumour clue of it: %(clue)s."),
    "case.clue_handed_over": gettext_lazy("%(who)s handed its rumour clue %(clue)s to %(organ)s."),
    "clue.made": gettext_lazy("%(who)s made the clue with %(posts)s posts."),
    "clue.written": gettext_lazy("%(who)s wrote on the clue."),
    "clue.written checked": gettext_lazy("%(who)s wrote on the clue, and has read the act of its ground."),
    "clue.posts_added": gettext_lazy("%(who)s took %(posts)s posts into the clue."),
    "clue.post_changed": gettext_lazy("%(who)s completed where post %(post)s stands."),
    "clue.post_taken_out": gettext_lazy("%(who)s took post %(post)s out of the clue."),
    "clue.captured": gettext_lazy("%(who)s kept %(files)s captures; SHA-256 %(short)s."),
    "clue.file_withdrawn": gettext_lazy("%(who)s withdrew a file; it is kept. SHA-256 %(short)s."),
    "clue.file_taken": gettext_lazy("%(who)s downloaded a file. SHA-256 %(short)s."),
    "clue.submitted": gettext_lazy("%(who)s sent the clue to be signed. Digest %(short)s."),
    "clue.sent_back": gettext_lazy("%(who)s sent the clue back."),
    "clue.signed": gettext_lazy("%(who)s signed the clue. Digest %(short)s."),
    "clue.signed for": gettext_lazy("%(who)s, standing in for %(for)s, signed the clue. Digest %(short)s."),
    "clue.corrected": gettext_lazy("%(who)s took the signature back to correct the clue."),
    "clue.dropped": gettext_lazy("%(who)s decided not to hand the clue over."),
    "clue.handed_over": gettext_lazy("%(who)s recorded the hand-over to %(organ)s."),
    "clue.receipt_kept": gettext_lazy("%(who)s kept the receipt. SHA-256 %(short)s."),
    "clue.concluded": gettext_lazy("%(who)s recorded what %(organ)s told of the outcome."),
    "clue.paper_taken": gettext_lazy("%(who)s took the letter out as %(form)s. SHA-256 %(short)s."),
    "note.added": gettext_lazy("%(who)s added a note."),
    "note.added calling": gettext_lazy("%(who)s added a note and called %(mentioned)s."),
    "note.withdrawn": gettext_lazy("%(who)s withdrew a note."),
    "file.enclosed": gettext_lazy("%(who)s put a file in the case."),
    "file.enclosed to the writer": gettext_lazy("%(who)s put a file in the case that goes to the writer."),
    "file.taken_out": gettext_lazy("%(who)s took a file out of the case."),
    "file.taken": gettext_lazy("%(who)s downloaded a file of the case."),
    "case.exported": gettext_lazy("%(who)s exported the case, personal data masked."),
    "case.exported with files": gettext_lazy(
        "%(who)s exported the case, personal data masked, with %(files)s files as they are."
    ),
    "case.exported unmasked": gettext_lazy("%(who)s exported the case with personal data."),
    "template.made": gettext_lazy("%(who)s made a reply template: %(name)s."),
    "template.changed": gettext_lazy("%(who)s changed a reply template: %(name)s, version %(version)s."),
    "template.retired": gettext_lazy("%(who)s put a reply template aside: %(name)s."),
    "messages.set": gettext_lazy("%(who)s set where they are told of what waits."),
    "messages.stopped": gettext_lazy("%(who)s is told nothing more outside the desk."),
    "absence.told": gettext_lazy("%(who)s told an absence from %(first)s to %(last)s; %(stand_in)s stands in."),
    "absence.ended": gettext_lazy("%(who)s ended the absence; %(stand_in)s no longer stands in."),
    "card.given yellow": gettext_lazy("%(section)s was given a yellow card: “%(title)s” was due %(due)s."),
    "card.given red": gettext_lazy("%(section)s was given a red card: “%(title)s” was due %(due)s."),
    "card.explained": gettext_lazy("%(who)s explained the %(colour)s."),
    "card.withdrawn": gettext_lazy("%(who)s withdrew the %(colour)s."),
    "case.reminded": gettext_lazy("%(who)s reminded %(told)s of it."),
    "chase.issued": gettext_lazy("%(who)s issued chase order %(number)s to %(section)s, due %(due)s."),
    "chase.received": gettext_lazy("%(who)s signed for chase order %(number)s."),
    "chase.answered": gettext_lazy("%(who)s answered chase order %(number)s."),
    "chase.answered late": gettext_lazy("%(who)s answered chase order %(number)s, after it was due."),
    "chase.accepted": gettext_lazy("%(who)s accepted the answer to chase order %(number)s and closed it."),
    "chase.cancelled": gettext_lazy("%(who)s cancelled chase order %(number)s."),
    "chase.sent_back": gettext_lazy("%(who)s sent the answer to chase order %(number)s back."),
    "instruction.given": gettext_lazy("%(who)s gave an instruction to %(sections)s, due %(due)s."),
    "instruction.reported": gettext_lazy("%(who)s reported on the instruction for %(section)s."),
    "instruction.reported late": gettext_lazy("%(who)s reported on the instruction for %(section)s, after it was due."),
    "instruction.accepted": gettext_lazy("%(who)s accepted the report of %(section)s on the instruction."),
    "instruction.accepted done": gettext_lazy(
        "%(who)s accepted the report of %(section)s; the instruction is carried out."
    ),
    "instruction.sent_back": gettext_lazy("%(who)s sent the report of %(section)s on the instruction back."),
    "instruction.withdrawn": gettext_lazy("%(who)s withdrew the instruction."),
    "late_list.frozen": gettext_lazy("The late list of the week from %(week)s was made: %(rows)s cases."),
    "incident.opened": gettext_lazy(
        "%(who)s opened the incident “%(title)s”, level %(level)s; its hours run from %(since)s, when we found out."
    ),
    "incident.opened happened": gettext_lazy(
        "%(who)s opened the incident “%(title)s”, level %(level)s; its hours run from %(since)s, when it happened."
    ),
    "incident.graded": gettext_lazy("%(who)s changed the level from %(level_before)s to %(level)s."),
    "incident.graded same": gettext_lazy("%(who)s changed how the incident is disposed of; its level stays %(level)s."),
    "incident.corrected": gettext_lazy(
        "%(who)s corrected when it happened or was found; the hours run from %(since)s, before from %(since_before)s."
    ),
    "incident.overdue": gettext_lazy("The release after no. %(number)s was due %(due)s and is not out."),
    "incident.ended": gettext_lazy("%(who)s ended the incident without a final release."),
    "incident.ended final": gettext_lazy("%(who)s ended the incident with release no. %(final)s."),
    "release.saved": gettext_lazy("%(who)s kept release no. %(number)s (%(release)s), %(characters)s characters."),
    "release.submitted": gettext_lazy("%(who)s sent release no. %(number)s (%(release)s) to be signed."),
    "release.signed": gettext_lazy("%(who)s signed release no. %(number)s (%(release)s); it is out, in time."),
    "release.signed for": gettext_lazy(
        "%(who)s, standing in for %(for)s, signed release no. %(number)s (%(release)s); it is out, in time."
    ),
    "release.signed late": gettext_lazy(
        "%(who)s signed release no. %(number)s (%(release)s); it is out, after it was due."
    ),
    "release.signed late for": gettext_lazy(
        "%(who)s, standing in for %(for)s, signed release no. %(number)s (%(release)s); it is out, after it was due."
    ),
    "release.sent_back": gettext_lazy("%(who)s sent release no. %(number)s (%(release)s) back."),
    "release.published": gettext_lazy("Release no. %(number)s, signed by %(signer)s, was put on the portal."),
    "release.altered": gettext_lazy("Release no. %(number)s on the portal is not what was signed; changed by %(who)s."),
    "release.restored": gettext_lazy("Release no. %(number)s on the portal is what was signed again, by %(who)s."),
    "release.offered": gettext_lazy("%(who)s gave release no. %(number)s to %(channel)s."),
    "conferral.kept": gettext_lazy("%(who)s kept the minutes of a conferral of %(people)s people; %(tasks)s tasks."),
    "task.done": gettext_lazy("%(who)s: “%(what)s” is done, in time."),
    "task.done late": gettext_lazy("%(who)s: “%(what)s” is done, after it was due."),
    "review.kept": gettext_lazy("%(who)s kept the after-action review; %(changes)s new changes."),
    "review.closed": gettext_lazy("%(who)s closed the after-action review."),
    "duty.set": gettext_lazy(
        "%(who)s set the duty of %(days)s days from %(first)s to %(last)s: leader %(leader)s, officer %(officer)s."
    ),
}

STEPS = {
    "section_head": gettext_lazy("section head"),
    "countersign": gettext_lazy("countersigning section"),
    "office": gettext_lazy("information section"),
    "secrecy": gettext_lazy("secrecy examiner"),
    "leader": gettext_lazy("leader"),
    "principal": gettext_lazy("principal leader"),
}
PARTS = {
    "kind": gettext_lazy("kind"),
    "theme": gettext_lazy("theme"),
    "level": gettext_lazy("level"),
    "lead": gettext_lazy("lead section"),
    "co_sections": gettext_lazy("co-sections"),
    "rumour": gettext_lazy("possible rumour"),
}
INQUIRIES = ("inquiry.found", "inquiry.investigated", "inquiry.concluded")
VERDICTS = {
    "justified": gettext_lazy("justified"),
    "partly": gettext_lazy("partly justified"),
    "unjustified": gettext_lazy("not justified"),
}
RESULTS = {
    "solved": gettext_lazy("problem solved"),
    "handled": gettext_lazy("dealt with"),
    "explained": gettext_lazy("explained"),
    "handed_over": gettext_lazy("handed over"),
}
OUTCOMES = {
    "adopted": gettext_lazy("adopted"),
    "partly": gettext_lazy("partly adopted"),
    "not_adopted": gettext_lazy("not adopted"),
}
PAPERS = {"self-inspection": gettext_lazy("self-inspection report")}
ROLES = {
    "handler": gettext_lazy("handler"),
    "section_head": gettext_lazy("section head"),
    "leader": gettext_lazy("leader"),
    "information": gettext_lazy("information officer"),
    "editor": gettext_lazy("site editor"),
    "auditor": gettext_lazy("auditor"),
    "administrator": gettext_lazy("administrator"),
    "security": gettext_lazy("security administrator"),
}
RELEASES = {
    "first": gettext_lazy("first release"),
    "continuing": gettext_lazy("continuing release"),
    "press": gettext_lazy("press conference"),
    "final": gettext_lazy("final release"),
}
THINGS = {
    "voice": gettext_lazy("voice"),
    "case": gettext_lazy("case"),
    "channel": gettext_lazy("channel"),
    "user": gettext_lazy("member of staff"),
    "unit": gettext_lazy("unit"),
    "rule": gettext_lazy("rule"),
    "snapshot": gettext_lazy("snapshot"),
    "paper": gettext_lazy("paper"),
    "topic": gettext_lazy("topic"),
    "topics": gettext_lazy("topics"),
    "thresholds": gettext_lazy("thresholds"),
    "token": gettext_lazy("token"),
    "webhook": gettext_lazy("webhook"),
    "chase": gettext_lazy("chase order"),
    "instruction": gettext_lazy("instruction"),
    "late-list": gettext_lazy("weekly late list"),
    "clue": gettext_lazy("clue"),
    "template": gettext_lazy("reply template"),
}
COLOURS = {"yellow": gettext_lazy("yellow card"), "red": gettext_lazy("red card")}


class _Facts(dict[str, str]):
    """Facts as words; what an entry does not tell is left out of its sentence."""

    def __missing__(self, key: str) -> str:
        return "—"


def sentence(entry: Entry) -> str:
    """What was done, by whom, in the reader's language."""
    told = SENTENCES.get(_variant(entry)) or SENTENCES.get(entry.deed)
    if told is None:
        return f"{who(entry.actor)} · {entry.deed}"
    return str(told) % _words(entry)


def who(actor: str) -> str:
    """An actor by name: staff without their login, the machine, the writer, or a channel's key."""
    if actor in (MACHINE, PUBLIC):
        return _("The machine") if actor == MACHINE else _("The writer")
    login, _space, name = actor.partition(" ")
    return name or login


def quoted(entry: Entry) -> str:
    """The person's own words that go with a deed: a comment, or a reason."""
    return str(entry.told.get("comment") or entry.told.get("reason") or "")


def thing(about: str) -> str:
    """What an entry is about, in words: case 2026-00017."""
    sort, _colon, name = about.partition(":")
    return f"{THINGS.get(sort, sort)} {name}".strip()


def _variant(entry: Entry) -> str:
    facts: Any = entry.told
    deed = entry.deed
    variants = {
        "voice.heard": "by hand" if " " in entry.actor else "",
        "proposal.confirmed": "corrected" if facts.get("changed") else "",
        "case.assigned": "to several" if facts.get("co_sections") else "",
        "draft.submitted": "open" if facts.get("open") else "",
        "draft.reviewed": _reviewed(facts),
        "answer.published": "masked" if facts.get("masked") else "",
        "writer.asked": facts.get("why", ""),
        "writer.answered": facts.get("why", ""),
        "clock.alarm": facts.get("level", ""),
        "card.given": facts.get("colour", ""),
        "chase.answered": "late" if facts.get("late") else "",
        "instruction.reported": "late" if facts.get("late") else "",
        "instruction.accepted": "done" if facts.get("done") else "",
        "clock.moved": "same" if facts.get("before") == facts.get("after") else "",
        "clue.written": "checked" if facts.get("checked") else "",
        "clue.signed": "for" if facts.get("for") else "",
        "incident.opened": "happened" if facts.get("starts") == "happened" else "",
        "incident.graded": "same" if facts.get("level") == facts.get("level_before") else "",
        "incident.ended": "final" if facts.get("final") else "",
        "release.signed": " ".join(word for word in ("late", "for") if facts.get(word)),
        "task.done": "late" if facts.get("late") else "",
        "reply.delivered": _delivered(facts),
        "note.added": "calling" if facts.get("mentioned") else "",
        "file.enclosed": "to the writer" if facts.get("to_writer") else "",
        "case.exported": "unmasked" if facts.get("unmasked") else "with files" if facts.get("files") else "",
        **dict.fromkeys(INQUIRIES, "corrected" if facts.get("corrects") else ""),
        "reply.rated": {True: "solved", False: "unsolved"}.get(facts.get("solved"), ""),
    }
    return f"{deed} {variants.get(deed, '')}".strip()


def _reviewed(facts: dict[str, Any]) -> str:
    decision = str(facts.get("decision", ""))
    if facts.get("for"):
        return f"{decision} for"
    if "public" in facts and decision == "approved":
        return "approved secrecy" if facts["public"] else "approved secrecy kept"
    return decision


def _delivered(facts: dict[str, Any]) -> str:
    if facts.get("into"):
        return "merged"
    return "late" if facts.get("late") else "added" if facts.get("additions") else ""


def _words(entry: Entry) -> _Facts:
    facts: dict[str, Any] = entry.told
    words = _Facts({key: str(value) for key, value in facts.items() if value not in ("", None)})
    words |= {key: _moment(words[key]) for key in ("before", "after", "due", "since", "since_before") if key in words}
    words["who"] = who(entry.actor)
    words["judged"] = " · ".join(str(facts[key]) for key in ("kind", "theme", "level") if facts.get(key)) or "—"
    words["short"] = _listed([digest[:SHORT] for digest in facts.get("digests", [facts.get("digest", "")])])
    words["merged"] = _listed(facts.get("cases", []))
    words["undone"] = str(NAMES.get(facts.get("undone", ""), ""))
    words["others"] = _listed(facts.get("co_sections", []))
    words["mentioned"] = _listed([who(str(name)) for name in facts.get("mentioned", [])])
    words["listed"] = _listed([f"“{name}”" for name in facts.get("others", [])])
    words["changed"] = _listed([PARTS.get(key, key) for key in facts.get("changed", [])])
    words["handler"] = who(str(facts.get("handler", "")))
    words["steps"] = _listed([STEPS.get(step, step) for step in facts.get("steps", [])])
    words["additions"] = _listed(facts.get("additions", []))
    words["step"] = str(STEPS.get(str(facts.get("step")), facts.get("step", "")))
    words |= {key: who(words[key]) for key in ("for", "stand_in") if key in words}
    words["colour"] = str(COLOURS.get(str(facts.get("colour")), ""))
    words["sections"] = _listed(facts.get("sections", []))
    if entry.deed == "card.given" and not facts.get("section"):
        words["section"] = _("The information section")
    words |= {key: who(words[key]) for key in ("for", "stand_in", "leader", "officer", "signer") if key in words}
    words["release"] = str(RELEASES.get(str(facts.get("sort")), facts.get("sort", "")))
    for key, told in (("verdict", VERDICTS), ("result", RESULTS), ("outcome", OUTCOMES)):
        words[key] = str(told.get(str(facts.get(key)), facts.get(key, "")))
    words["role"] = str(ROLES.get(str(facts.get("role")), facts.get("role", "")))
    words["paper"] = str(PAPERS.get(str(facts.get("kind")), facts.get("kind", "")))
    return words


def _moment(told: str) -> str:
    """The end of a term as people say it: 2026-03-24 24:00. What is no moment stays as it is."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return told
    return f"{last_day(at)} {closing_time(at)}"


def _listed(names: list[Any]) -> str:
    return _(", ").join(str(name) for name in names)

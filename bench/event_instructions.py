"""What judges of events are told, and what the types mean where their names do not say it."""

from __future__ import annotations

INSTRUCTIONS = """\
Below are events that a program found in news articles. The words that an event rests on are marked >>>so<<<
in the text. Under the text stands what the program says of the event. Judge whether the article bears it out.
Judge each event alone: not whether other events were found, nor whether it is found twice.
Work alone, and do not look at anybody else's verdicts. Where too little is shown, read the article.

Write one line of JSON for each number, and none twice:
  {"number": 1, "type": "right", "arguments": {"person": "right", "position": "wrong"}, "missing": [],
   "time": "none", "polarity": "right", "modality": "right", "voice": "right",
   "kind": "entity", "reason": "short, in your own words"}
All keys are needed, in one line. Never quote the article in a reason: say it in your own words.

TYPE   right, wrong or unsure
  right   The marked words tell, in this text, of something of the type as its line explains it, and the phase
          is right. Whether it was real, planned, alleged or denied does not matter here.
          Phase: "begins" is whatever happens or starts; "holds" is a state that is so at the time told of;
          "ended" is a state or activity that is told of as over ("former minister").
  wrong   The words tell of something else, stand in a figure of speech, or are part of a name or of another
          word's meaning ("sentence" of a text). A noun is right if it means an occurrence or a state, or
          several, that the text takes to be there or possible ("the probe", "more attacks", "spokesman Lee"),
          and wrong if it names only a field, a topic or a sort of thing ("sales" in "sales manager").
  unsure  The article leaves it open.
  If the type is right and only the phase is not, write "wrong", and "phase" as the kind.

ARGUMENTS   right, wrong or unsure, for each key under "arguments", written as there ("participant#2")
  right   All of it: whoever or whatever is meant fills this role in this event, as the text tells it; the
          words are the right ones (an article, a title or a clause more or less does not matter, a wrong or
          cut head does); value and quantity are right; and the entities are those whom the words mean.
          Where no entity is shown, the words may not stand for somebody or something that the article names.
          A description of somebody whom the article does not name has an entity of its own: right. Where no
          words, value or quantity are shown, judge the rest. "place" is where the event is.
  wrong   Anything of this is not so. An entity that mixes two people or bodies (see its words under
          "entities") is wrong, and so are one of several left out, or one too many.
  unsure  The article leaves it open.
  If the type is wrong, all arguments count as wrong: write "wrong" for each, even if they would fit another
  type. If only the phase is wrong, or the type is unsure, judge them as if the type were right.
  An event without arguments has {}.

MISSING   a list of roles, from the type's line, often []
  Each role that the clause or sentence of the marked words fills, and for which no argument is there that
  means it, right or wrong; a role twice if two fillers are missing. Not the time. [] if the type is wrong.

TIME   right, wrong, missing or none: when the event itself happens, or the state holds
  right   A time is given, its words tell when this event is, and the value is right.
  wrong   A time is given, and is another event's (that of the saying, say), or its value is wrong.
  missing No time is given, and the clause or sentence of the marked words states the event's own time.
  none    No time is given, and none is stated there. This counts as right.
          A state told in passing ("Lee, 52, was fined on Monday") is not dated by the clause around it.

POLARITY   right or wrong
  positive: it is, was or will be so, or may be. negative: the text has it that it is not, was not or will
  not be so ("was not fined", "denied that he was fined", "escaped a fine").

MODALITY   right or wrong
  actual    It happened or is so, or is said as a fact to have happened or to be so, by whomever. What did
            not happen is actual too, with negative polarity.
  future    It is expected or scheduled, or announced as sure to come.
  possible  It is planned, offered, proposed, wanted, alleged, suspected, conditional or asked. So is what
            somebody is charged with; the charge itself is actual.
            An act of speech that was performed is actual: a promise was made, whatever comes of it.

VOICE   right, wrong or unsure: who asserts that it is so
  outlet    Right only if the outlet asserts it itself, outside of quotations and of what it lays to others.
  statement Right if somebody is said to assert (think, ask, want ...) it, and the chain is right: from the
            innermost speaker, through whoever reported him, and never the outlet; each with the right source
            words and the right entities. "nobody named" is right where the article does not say who.
  unknown   Right where one cannot tell, or it is alleged by nobody in particular; wrong where one can tell.
  unsure    You cannot decide.
  An act of speech (praise, promise, accusation ...) is in the voice of whoever reports the speaking, not of
  the speaker: "Lee promised to pay" is the outlet's.

Where the type is wrong, judge time, polarity, modality and voice of what the marked words do tell.
"Other mentions" are places that the program takes to tell of the same event; what is stated there counts as
stated. If one tells of another event, judge by the marked words, and write "mention" as the kind.

KIND   a short label of the worst error, or "" if all is right and nothing is missing. Where they fit, use:
  not an event, other type, phase, mention, role, words, entity, value, missing role, time, missing time,
  polarity, modality, voice, chain
"""

MEANINGS = {
    "departure": "resigns, is dismissed, retires or steps down",
    "post": "holds a position",
    "citizenship": "has it, or is granted it",
    "family": "kinship is what the relative is to the person",
    "ban": "of a thing or an activity",
    "search": "a raid on premises",
    "release": "from custody or from captors",
    "exchange": "of prisoners or goods",
    "testimony": "before a court or a body",
    "agreement": "made or signed",
    "withdrawal": "from an agreement, a body or a place",
    "strike": "by workers",
    "seizure": "of a ship, goods or assets",
    "violation": "of sanctions, a treaty or a law",
    "hiring": "signing of a player too",
    "result": "reports profit, loss or sales",
    "sale": "trade, export or delivery too",
    "disclosure": "leak or publication of what was not public",
    "transfer": "gives a thing",
    "removal": "of a product or content from a shop or platform",
    "forecast": "of profit, loss or a charge",
    "launch": "of a product, a work, a spacecraft or a campaign",
    "breach": "of data or a network",
    "competition": "wins, loses or draws",
    "defence": "speaks up for somebody",
}
"""After the design's table of types; the others say it by their names and roles."""

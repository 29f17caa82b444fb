"""Which files do LinkedIn's archives hold, and which of them are known to hold no item?

Each by its whole name: a file nobody has seen yet, of AI settings say, must be told to the person.
"""

from __future__ import annotations

from typing import Final

COLUMNS: Final = {
    "Profile": ("First Name", "Last Name", "Headline"),
    "Shares": ("Date", "ShareLink", "ShareCommentary"),
    "Comments": ("Date", "Link", "Message"),
    "InstantReposts": ("Date", "Link"),
    "Rich_Media": ("Date/Time", "Media Link"),
    "messages": ("CONVERSATION ID", "FROM", "CONTENT"),
    "guide_messages": ("CONVERSATION ID", "FROM", "CONTENT"),
    "learning_role_play_messages": ("CONVERSATION ID", "FROM", "CONTENT"),
    "learning_coach_messages": ("CONVERSATION ID", "FROM", "CONTENT"),
    "Positions": ("Company Name", "Title"),
    "Education": ("School Name",),
    "Skills": ("Name",),
    "Languages": ("Name",),
    "Projects": ("Title",),
    "Publications": ("Name",),
    "Certifications": ("Name",),
    "Courses": ("Name",),
    "Honors": ("Title",),
    "Volunteering": ("Company Name",),
    "Patents": ("Title",),
    "Organizations": ("Name",),
    "Recommendations_Given": ("First Name", "Text"),
    "Invitations": ("From", "To"),
}
"""What is read, with columns that it has, the first of them at the beginning of the header."""
OTHER_NAMES: Final = {
    "Rich Media": "Rich_Media",
    "LearningCoachMessages": "learning_coach_messages",
    "Recommendations Given": "Recommendations_Given",
}
TALKS: Final = ("guide_messages", "learning_role_play_messages", "learning_coach_messages")
"""What was said to LinkedIn's assistants, and what they said."""
RESUME: Final = (
    *("Positions", "Education", "Skills", "Languages", "Projects", "Publications"),
    *("Certifications", "Courses", "Honors", "Volunteering", "Patents", "Organizations"),
)
"""What else stands on a person's profile."""
UNCOUNTED: Final = {"Recommendations_Given": "Text", "Invitations": "Message"}
"""Files with words of the person's that are no kind of item here, and the column they stand in."""
INFERRED: Final = ("Ad_Targeting", "Inferences_about_you")
"""What LinkedIn takes the person for, for advertising."""
_COMPLETE: Final = """
Ad_Targeting Inferences_about_you Reactions Votes Member_Follows Saved_Items Learning
SearchQueries Ads_Clicked Logins Security_Challenges saved_articles
"""
COMPLETE: Final = frozenset({"Shares", "Comments", "InstantReposts", "Rich_Media"}) | frozenset(
    _COMPLETE.split()
)
"""What only the complete archive has."""
_OTHERS: Final = """
Causes You Care About
Company Follows
Connections
Email Addresses
Endorsement_Given_Info
Endorsement_Received_Info
Events
Hashtag_Follows
ImportedContacts
Job Applicant Saved Answers
Job Applicant Saved Screening Question Responses
Jobs/Job Applicant Saved Answers
Jobs/Job Applicant Saved Screening Question Responses
Jobs/Job Applications
Jobs/Job Seeker Preferences
Jobs/Saved Jobs
PhoneNumbers
Phone Numbers
Private_identity_asset
Profile Summary
Receipts
Receipts_v2
Recommendations_Received
Registration
SavedJobAlerts
TestScores
Test Scores
Verifications/Verifications
Whatsapp Phone Numbers
"""
KNOWN: Final = COMPLETE | frozenset(COLUMNS) | frozenset(_OTHERS.strip().splitlines())
"""All files that are known."""

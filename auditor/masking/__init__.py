"""What gives a patient away, found in a note and taken out of everything that is shown. No answer rests on what is here."""

// The evening is over on this device: its pages, which name the members, are wiped.
kept.forgetPages();

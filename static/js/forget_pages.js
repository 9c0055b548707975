// The evening is over on this device: the stored pages, which name the members, are removed.
deviceStore.deletePages();

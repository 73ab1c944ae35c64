// What can be scrolled can be reached from the keyboard, and the captions of the index say which level they have.
for (const one of document.querySelectorAll("pre, .table-wrapper")) one.tabIndex = 0;
for (const one of document.querySelectorAll(".caption[role=heading]")) one.setAttribute("aria-level", "2");

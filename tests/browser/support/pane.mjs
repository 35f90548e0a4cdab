// What the reading pane shows.

export const title = (page) => page.locator("#section h2");

// Waits until it shows the section of that title.
export const shows = (page, text) =>
    title(page).filter({ hasText: new RegExp(`^${text.replaceAll(".", "\\.")}$`) }).waitFor();

export const focusedIn = (page, selector) =>
    page.evaluate((s) => document.activeElement.closest(s) !== null, selector);

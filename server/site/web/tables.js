// Tables that are wider than the pane scroll by themselves, and whoever has only keys must be able to do that. Others
// are no stop of Tab.

const ATTRIBUTES = { tabindex: "0", role: "region" };

// One that has the focus keeps it when it becomes wide enough.
function update(place) {
    const isWide = place.scrollWidth > place.clientWidth;
    if (!isWide && place.matches(":focus"))
        return;
    for (const [name, value] of Object.entries({ ...ATTRIBUTES, "aria-label": place.dataset.label })) {
        if (isWide)
            place.setAttribute(name, value);
        else
            place.removeAttribute(name);
    }
}

const observer = new ResizeObserver((changes) => changes.forEach(({ target }) => update(target.closest(".wide"))));

// From now on, for those that are in the section now.
export function watchTables(section) {
    const places = section.querySelectorAll(".wide");
    observer.disconnect();
    places.forEach((place, at) => {
        place.dataset.label = places.length === 1 ? "Table" : `Table ${at + 1} of ${places.length}`;
        observer.observe(place);
        observer.observe(place.firstChild); // whose text may be of another size
    });
}

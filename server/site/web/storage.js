// What this browser keeps, as text under a name. Each search of a host has its own. The storage may be off or full:
// then nothing is lost but the memory of it.

const PATH = new URL(".", location.href).pathname;

export const keyOf = (name) => `${name}:${PATH}`;

// null: nothing was kept; undefined: there is no storage.
export function recall(name) {
    try {
        return localStorage.getItem(keyOf(name));
    } catch {
        return undefined;
    }
}

export function keep(name, text) {
    try {
        localStorage.setItem(keyOf(name), text);
    } catch {
        // it lives as long as the page
    }
}

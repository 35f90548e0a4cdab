// Something that a reader turns on or off with a button, and this browser keeps. Each search of a host has its own.

const PATH = new URL(".", location.href).pathname;

// The storage may be off or full: then the choice holds for the page.
function stored(key, otherwise) {
    try {
        const text = localStorage.getItem(key);
        return text === null ? otherwise : text === "1";
    } catch {
        return otherwise;
    }
}

function store(key, isOn) {
    try {
        localStorage.setItem(key, isOn ? "1" : "0");
    } catch {
        // nothing is lost but the memory of it
    }
}

// Whether it is on: a function. onShow(isOn) is called at once and after every change.
export function createSetting(name, button, { isOnAtFirst, onShow = () => {} }) {
    const key = `${name}:${PATH}`;
    let isOn = stored(key, isOnAtFirst);
    function show() {
        button.setAttribute("aria-pressed", String(isOn));
        onShow(isOn);
    }
    button.addEventListener("click", () => {
        isOn = !isOn;
        store(key, isOn);
        show();
    });
    show();
    return () => isOn;
}

// The doc set that a page names for its searches. One that the server does not have finds nothing, whatever is asked,
// and nothing else would say why.

async function namesOf(server) {
    const response = await fetch(`${server}api/docsets`);
    const { docsets } = await response.json();
    return docsets.map(({ name }) => name);
}

// A function to call when nothing was found: it asks the server once, and calls onUnknown(sentence) where the doc set
// is not there. Without an answer of the server nothing is known, and it is asked the next time.
export function createDocsetCheck({ server, docset }, onUnknown) {
    let isDone = docset === "";
    return async () => {
        if (isDone)
            return;
        isDone = true;
        let names;
        try {
            names = await namesOf(server);
        } catch {
            isDone = false;
            return;
        }
        if (names.includes(docset))
            return;
        console.warn(`docfinch: data-docset="${docset}" is no doc set of the server, which has:`, names);
        onUnknown(`This search is set to “${docset}”, which its server does not have.`);
    };
}

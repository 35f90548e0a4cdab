// The doc set that a page names for its searches. One that the server does not have finds nothing, whatever is asked,
// and nothing else would say why.

async function catalogOf(server) {
    const response = await fetch(`${server}api/docsets`);
    const { index, docsets } = await response.json();
    return { index, names: docsets.map(({ name }) => name) };
}

// A function to call with the index of an answer without hits. It asks the server for the doc sets, once for each
// index, and calls onKnown(sentence) with what is wrong, "" where the doc set is there. Without an answer of the
// server nothing is known, and it is asked the next time.
export function createDocsetCheck({ server, docset }, onKnown) {
    let known = null; // the index whose doc sets are known
    let isAsking = false;
    return async (index) => {
        if (docset === "" || isAsking || index === known)
            return;
        isAsking = true;
        let catalog;
        try {
            catalog = await catalogOf(server);
        } catch {
            return;
        } finally {
            isAsking = false;
        }
        known = catalog.index;
        const isThere = catalog.names.includes(docset);
        if (!isThere)
            console.warn(`docfinch: data-docset="${docset}" is no doc set of the server, which has:`, catalog.names);
        onKnown(isThere ? "" : `This search is set to “${docset}”, which its server does not have.`);
    };
}

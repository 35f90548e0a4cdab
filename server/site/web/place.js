// Where an entry is in the documentation: what it is known by in every artifact. Its number is that of one artifact.

export function isSamePlace(a, b) {
    return a.docset === b.docset && a.path === b.path && a.anchor === b.anchor;
}

// The hit of an answer that a hit of another one is; undefined where there is none.
export function findAgain(hit, answer, index) {
    return answer.hits.find((other) => answer.index === index ? other.id === hit.id : isSamePlace(other, hit));
}

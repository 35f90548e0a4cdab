// What somebody types of a code sample that shows a session: what stands behind its prompts, and not what was answered.

const SESSIONS = [
    { prompt: /^>>>( |$)/, more: /^\.\.\.( |$)/, goesOn: () => true }, // Python
    { prompt: /^\$ /, more: /^(> )?/, goesOn: (line) => line.endsWith("\\") }, // a shell
];

function typedLines(lines, { prompt, more, goesOn }) {
    const typed = [];
    let isOpen = false; // the line before was typed, and may go on
    for (const line of lines) {
        const mark = prompt.exec(line) ?? (isOpen ? more.exec(line) : null);
        if (mark !== null)
            typed.push(line.slice(mark[0].length));
        isOpen = mark !== null && goesOn(line);
    }
    return typed;
}

// The sample as it is, when it does not begin with a prompt.
export function withoutPrompts(code) {
    const lines = code.split("\n");
    const session = SESSIONS.find(({ prompt }) => prompt.test(lines[0]));
    return session === undefined ? code : typedLines(lines, session).join("\n");
}

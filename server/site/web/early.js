// Runs before anything is painted. Where the page's script will show results, or what was read lately, the home page as
// it comes from the server is not painted first: it would be seen for a moment, or move. ground.css ends the wait.
{
    const isSaved = () => {
        try {
            const text = localStorage.getItem(`docfinch:${new URL(".", location.href).pathname}`);
            return text !== null && text.includes('"title"');
        } catch {
            return false; // no storage
        }
    };
    const asked = new URLSearchParams(location.search).get("q") ?? "";
    document.documentElement.classList.toggle("waiting", asked.trim() !== "" || isSaved());
}

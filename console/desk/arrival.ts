const query = new URLSearchParams(location.search);

/**
 * How somebody came back from the hospital's directory, if they did: let in as far as it goes, or with a code of what was
 * wrong. Read once, as the page is opened: the address is cleaned then, and a page loaded anew begins anew.
 */
export const cameBack = { arrived: query.has('directory'), refused: query.get('error') };

if (cameBack.arrived || cameBack.refused) history.replaceState(null, '', location.pathname + location.hash);

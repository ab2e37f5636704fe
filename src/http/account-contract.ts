/** `GET /api/account`: how I sign in, and where I am signed in. */
export interface Account {
  email: string;
  secondStep: boolean;
  /** The second step cannot be left away here. */
  demanded: boolean;
  sessions: {
    id: string;
    /** Of the browser, as it names itself. */
    agent: string;
    address: string;
    proof: string;
    begun: string;
    used: string;
    here: boolean;
  }[];
}
// POST /api/account/sessions/:id/end, /api/account/sessions/end (all of them, this one too)

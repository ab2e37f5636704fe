/** One bar of a table: the dark part within the light one. Decoration: the numbers stand beside it. */
export function Bar({ part, whole = part }: { part: number; whole?: number }) {
  const wide = (share: number) => `${(Math.max(0, Math.min(1, share)) * 100).toFixed(2)}%`;
  return (
    <svg className="bar" aria-hidden="true" focusable="false" preserveAspectRatio="none">
      <rect className="bar-ground" width="100%" height="100%" rx="3" />
      <rect className="bar-whole" width={wide(whole)} height="100%" rx="3" />
      <rect className="bar-part" width={wide(part)} height="100%" rx="3" />
    </svg>
  );
}

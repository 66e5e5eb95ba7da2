/** A text of the catalogue whose part in [brackets] is a link. */
export function Linked({ text, href }: { text: string; href: string }) {
  const [before = '', words = '', after = ''] = text.split(/[[\]]/);
  return (
    <>
      {before}
      <a href={href}>{words}</a>
      {after}
    </>
  );
}

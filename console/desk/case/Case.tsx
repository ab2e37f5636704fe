import type { Me } from '../../../src/http/contract.ts';
export default function Case({ id }: { id: string; me: Me }) {
  return <p>{id}</p>;
}

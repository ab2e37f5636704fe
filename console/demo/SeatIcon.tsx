import { ChatIcon, DeskIcon, DoctorIcon, PhoneIcon } from '../look/icons.tsx';
import type { Seat } from './seats.ts';

const ICONS = { patient: ChatIcon, son: PhoneIcon, coordinator: DeskIcon, reviewer: DoctorIcon };

export function SeatIcon({ seat }: { seat: Seat }) {
  const Icon = ICONS[seat];
  return <Icon size={20} />;
}

import type { ReactNode } from 'react';

/** A line drawing on a 24 × 24 grid, in the colour of the text around it. Decoration: the words beside it say what it means. */
function icon(children: ReactNode) {
  return function Icon({ size = 18 }: { size?: number }) {
    return (
      <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
          {children}
        </g>
      </svg>
    );
  };
}

export const BackIcon = icon(<path d="M15 5l-7 7 7 7" />);
export const CaseIcon = icon(<path d="M9 4h6v3H9zM7 5H5v16h14V5h-2M8 12h8M8 16h5" />);
export const PaperIcon = icon(<path d="M14 3H6v18h12V7zM14 3v4h4M9 12h6M9 16h6" />);
export const ChatIcon = icon(<path d="M4 5h16v11H9l-5 4z" />);
export const PenIcon = icon(<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3" />);
export const SearchIcon = icon(<path d="M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5" />);
export const AlertIcon = icon(<path d="M12 4L2 20h20zM12 10v4M12 17v.5" />);
export const DoubtIcon = icon(
  <path d="M12 3a9 9 0 100 18 9 9 0 000-18zM9.500 9.500a2.500 2.500 0 113.500 2.300c-.7.4-1 .9-1 1.700M12 16.500v.5" />,
);
export const DifferIcon = icon(<path d="M5 9h14M5 15h14M16 5L8 19" />);
export const CheckIcon = icon(<path d="M5 13l4 4L19 7" />);
export const CloseIcon = icon(<path d="M6 6l12 12M18 6L6 18" />);
export const SendIcon = icon(<path d="M4 12l16-8-5 16-3-7z" />);
export const ClockIcon = icon(<path d="M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 2" />);
export const PersonIcon = icon(<path d="M12 4a4 4 0 100 8 4 4 0 000-8zM5 21a7 7 0 0114 0" />);
export const PeopleIcon = icon(
  <path d="M9 5a3.500 3.500 0 100 7 3.500 3.500 0 000-7zM3 20a6 6 0 0112 0M16 5.500a3 3 0 010 6M17.500 14.500A5 5 0 0121 19.500" />,
);
export const RobotIcon = icon(<path d="M5 9h14v10H5zM12 5v4M9 13v2M15 13v2M12 4v.5" />);
export const TurnIcon = icon(<path d="M19 12a7 7 0 11-2.500-5.400M17 3v4h-4" />);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const MinusIcon = icon(<path d="M5 12h14" />);
export const ClipIcon = icon(
  <path d="M20 11l-8.500 8.500a5 5 0 01-7-7L13 4a3.300 3.300 0 014.700 4.700l-8.500 8.500a1.600 1.600 0 01-2.300-2.300L14 8" />,
);
export const CameraIcon = icon(
  <path d="M4 8h4l2-3h4l2 3h4v12H4zM12 10.500a3.500 3.500 0 100 7 3.500 3.500 0 000-7z" />,
);
export const SmileIcon = icon(
  <path d="M12 3a9 9 0 100 18 9 9 0 000-18zM8.500 14a4 4 0 007 0M9 9.500v.5M15 9.500v.5" />,
);
export const ListIcon = icon(<path d="M8 6h12M8 12h12M8 18h12M4 6h.1M4 12h.1M4 18h.1" />);
export const PlayIcon = icon(<path d="M7 4l13 8-13 8z" fill="currentColor" />);
export const StopIcon = icon(<path d="M6 6h12v12H6z" fill="currentColor" />);
export const SkipIcon = icon(<path d="M5 5l9 7-9 7zM18 5v14" />);
export const MoreIcon = icon(<path d="M12 5v.1M12 12v.1M12 19v.1" strokeWidth="3" />);
export const KeepIcon = icon(<path d="M12 3v11M7 10l5 5 5-5M4 20h16" />);
export const PhoneIcon = icon(<path d="M8 2h8v20H8zM11 18.500h2" />);
export const DoctorIcon = icon(
  <path d="M6 3v5a4 4 0 008 0V3M10 12v4a4 4 0 008 0v-2M18 10a2 2 0 100 4 2 2 0 000-4z" />,
);
export const DeskIcon = icon(<path d="M3 5h18v11H3zM8 20h8M12 16v4" />);
export const ExitIcon = icon(<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9" />);
export const EyeIcon = icon(
  <path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 100 6 3 3 0 000-6z" />,
);
export const NoteIcon = icon(<path d="M5 4h14v10l-5 6H5zM14 20v-6h5M8 9h8M8 13h3" />);
export const BoardIcon = icon(<path d="M4 20h16M7 16V9M12 16V5M17 16v-4" />);
export const KeysIcon = icon(<path d="M3 6h18v12H3zM7 10h.1M11 10h.1M15 10h.1M17 14h.1M7 14h7" />);

// Days and intervals in words.

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
]; // prettier-ignore

/** Write a day such as 2025-10-27, or an interval such as 2025-09-01 to 2025-09-30, in words; anything else stays. */
export function dayText(text: string): string {
  const ends = text.split(" to ").map(parsed);
  const [first, last = first] = ends;
  if (!first || !last || ends.length > 2) return text;
  if (ends.length === 1 || (first.year === last.year && first.month === last.month && first.day === last.day)) return written(first);
  const whole = first.day === 1 && last.day === new Date(Date.UTC(last.year, last.month, 0)).getUTCDate();
  if (first.year !== last.year) return `${written(first)} to ${written(last)}`;
  if (whole && first.month === last.month) return `${MONTHS[first.month - 1]} ${first.year}`;
  if (whole && first.month === 1 && last.month === 12) return String(first.year);
  if (first.month === last.month) return `${first.day} to ${written(last)}`;
  return `${first.day} ${MONTHS[first.month - 1]} to ${written(last)}`;
}

interface Day {
  year: number;
  month: number;
  day: number;
}

function parsed(text: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 ? { year, month, day } : null;
}

function written(day: Day): string {
  return `${day.day} ${MONTHS[day.month - 1]} ${day.year}`;
}

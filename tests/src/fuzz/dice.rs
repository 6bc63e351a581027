//! Numbers that look random and are the same each time, and what they do to bytes.

/// A source of such numbers (xorshift).
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// A source that gives the same numbers for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below a bound.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let below = u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from(self.0 % below).unwrap_or_default()
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.roll(256)).unwrap_or_default()
    }

    /// Bytes without sense.
    pub fn noise(&mut self) -> Vec<u8> {
        let length = self.roll(64);
        (0..length).map(|_| self.byte()).collect()
    }

    /// Changes some bytes, leaves some out, doubles some, now and then by the thousand.
    pub fn mutate(&mut self, data: &mut Vec<u8>) {
        for _ in 0..=self.roll(6) {
            let at = self.roll(data.len());
            let end = (at + self.roll(12)).min(data.len());
            match self.roll(7) {
                0 => data.truncate(at),
                1 => drop(data.drain(at..end)),
                2 => data.extend_from_within(at..end),
                3 => {
                    let piece = data.get(at..end).unwrap_or_default().to_vec();
                    let to = self.roll(data.len());
                    data.splice(to..to, piece);
                }
                4 => data.insert(at, self.byte()),
                5 if self.roll(8) == 0 => {
                    // What opens something opens it deeper and deeper.
                    let piece = data.get(at..end).unwrap_or_default().repeat(self.roll(4096));
                    data.splice(at..at, piece);
                }
                _ => {
                    let byte = self.byte();
                    if let Some(place) = data.get_mut(at) {
                        *place = byte;
                    }
                }
            }
        }
    }
}

//! Best replies as a graph: from every profile an arrow for each seat that gains by a best reply, to each of its best replies.
//!
//! A profile without an arrow out is a pure equilibrium. A set of profiles that lead to one another and nowhere else is a cycle in
//! which play by best replies goes round for ever (Voorneveld 2000; Papadimitriou and Piliouras 2019: sinks of the reply graph).

use super::normal_form::NormalForm;

/// The graph of best replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BestReplies {
    /// From which profile, which seat moves, to which profile.
    pub arrows: Vec<(usize, usize, usize)>,
    /// Pure equilibria: profiles without an arrow out.
    pub pure: Vec<usize>,
    /// Pure equilibria in which every other strategy of every seat would lose.
    pub strict: Vec<usize>,
    /// Sets of several profiles out of which no arrow leads.
    pub cycles: Vec<Vec<usize>>,
}

/// The graph of best replies of a game.
pub fn best_replies(game: &NormalForm) -> BestReplies {
    let mut arrows = Vec::new();
    let (mut pure, mut strict) = (Vec::new(), Vec::new());
    for profile in 0..game.payoffs.len() {
        let (mut rests, mut ties) = (true, false);
        for (seat, count) in game.strategies.iter().enumerate() {
            let earns = |strategy: usize| &game.payoffs[game.deviation(profile, seat, strategy)][seat];
            let own = &game.payoffs[profile][seat];
            let Some(best) = (0..*count).map(earns).max() else { continue };
            if best > own {
                rests = false;
                let replies = (0..*count).filter(|strategy| earns(*strategy) == best);
                arrows
                    .extend(replies.map(|strategy| (profile, seat, game.deviation(profile, seat, strategy))));
            }
            ties |= (0..*count).filter(|strategy| earns(*strategy) == best).count() > 1;
        }
        if rests {
            pure.push(profile);
            if !ties {
                strict.push(profile);
            }
        }
    }
    let cycles = cycles(game.payoffs.len(), &arrows);
    BestReplies { arrows, pure, strict, cycles }
}

/// Closed sets of several profiles: those that reach each other and nothing else.
fn cycles(count: usize, arrows: &[(usize, usize, usize)]) -> Vec<Vec<usize>> {
    let mut next = vec![Vec::new(); count];
    for (from, _, to) in arrows {
        next[*from].push(*to);
    }
    let reached: Vec<Vec<bool>> = (0..count).map(|from| reach(from, &next)).collect();
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (from, own) in reached.iter().enumerate() {
        let members: Vec<usize> = (0..count).filter(|to| own[*to]).collect();
        let is_closed = members.len() > 1 && members.iter().all(|other| reached[*other][from]);
        if is_closed && members[0] == from {
            found.push(members);
        }
    }
    found
}

/// What can be reached from a profile, itself included.
fn reach(from: usize, next: &[Vec<usize>]) -> Vec<bool> {
    let mut reached = vec![false; next.len()];
    reached[from] = true;
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for to in &next[at] {
            if !reached[*to] {
                reached[*to] = true;
                open.push(*to);
            }
        }
    }
    reached
}

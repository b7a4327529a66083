//! Agents, cohorts and the mean field of the same taste classes are one law.

use super::super::fixtures::w1;
use super::*;

#[test]
fn w1_as_cohorts_meets_the_shares_of_agents() {
    let mut model = w1(1e9, 1_095.0);
    model.population = Resolution::Cohorts;
    let started = std::time::Instant::now();
    let history = crate::simulation::simulate(&model, Streams::new(1, 0));
    eprintln!("{:?} reviews {}", started.elapsed(), history.reviews);
    let started = std::time::Instant::now();
    let history = crate::simulation::simulate(&model, Streams::new(1, 0));
    eprintln!("{:?} reviews {}", started.elapsed(), history.reviews);
    for j in 0..6 {
        let users: Vec<f64> = history
            .panel
            .values(crate::history::Measure::Users, crate::history::Entity::Offer(crate::ids::OfferId(j)))
            .unwrap()
            .map(Option::unwrap)
            .collect();
        eprintln!("{}", users[users.len() - 365..].iter().sum::<f64>() / 365.0 / 1e9);
    }
}

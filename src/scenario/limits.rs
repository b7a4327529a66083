//! Limits on the size of a scenario, each with its reason; what lies beyond is refused with the limit stated.

use super::file::{File, Population};
use super::firm::ProviderFile;
use super::leaf::short;
use super::path::quoted;
use crate::complaint::Complaints;
use crate::economics::demand::Segment;

/// Users of all segments. An agent takes 15 bytes at most and some 50 ns a review (docs/performance.md): 10 million fit a laptop.
/// Larger markets are counted in cohorts.
const USERS: f64 = 1e7;
/// Reviews of a user a day, counted: an interval is cut into pieces of a few reviews each.
const COUNTED_REVIEWS: f64 = 100.0;
/// Kinds of users: every record and every choice table has a column for each.
const SEGMENTS: usize = 64;
/// Firms: charts and private tastes have one column each.
const PROVIDERS: usize = 64;
/// Products, those of launches included: an agent remembers its offer in a byte, two of whose values say outside and unaware, and 54 are kept free.
const PRODUCTS: usize = 200;
/// Scripted events.
const SHOCKS: usize = 10_000;
/// Policies: each is asked about every posted price.
const POLICIES: usize = 64;
/// Records of a run: a century of days.
const RECORDS: f64 = 40_000.0;
/// Reviews of all users in one history: about half an hour of one processor core.
const USER_REVIEWS: f64 = 2e10;
/// Price reviews of all firms in one history.
const PRICE_REVIEWS: f64 = 1e6;
/// Entries of the scenario's own catalogue.
const FACTS: usize = 1_000;

/// Complains of everything beyond a limit.
pub fn check(file: &File, complaints: &mut Complaints) {
    let mut most = |path: &str, what: &str, found: f64, limit: f64, why: &str| {
        if found > limit {
            complaints
                .error(
                    "too-large",
                    path,
                    &format!("too many {what}"),
                    &format!("found {}, at most {}", short(found), short(limit)),
                )
                .help(why);
        }
    };
    most(
        "segment",
        "segments",
        file.segment.len() as f64,
        SEGMENTS as f64,
        "merge kinds of users that choose alike",
    );
    most(
        "provider",
        "providers",
        file.provider.len() as f64,
        PROVIDERS as f64,
        "leave the smallest to the outside option",
    );
    let launched = file.shock.iter().filter(|shock| shock.launch.is_some()).count();
    let products = file.provider.iter().map(|provider| provider.product.len()).sum::<usize>() + launched;
    most(
        "provider",
        "products",
        products as f64,
        PRODUCTS as f64,
        "a user keeps its offer in one byte; merge products that are alike",
    );
    most("shock", "shocks", file.shock.len() as f64, SHOCKS as f64, "script fewer days");
    most("policy", "policies", file.policy.len() as f64, POLICIES as f64, "join policies of one kind");
    let facts = file.catalogue.hardware.len() + file.catalogue.model.len();
    most("catalogue", "catalogue entries", facts as f64, FACTS as f64, "keep those that are used");
    let (agents, cohorts) =
        (file.resolution() == Population::Agents, file.resolution() == Population::Cohorts);
    let users: f64 = file.segment.iter().map(|segment| segment.users.get()).sum();
    let users = if agents { users } else { 0.0 };
    let free = file.segment.iter().filter(|segment| !segment.review.is_always());
    let fastest = free.map(|segment| segment.review.rate(None)).fold(0.0, f64::max);
    let fastest = if cohorts { fastest } else { 0.0 };
    most(
        "segment",
        "reviews of a user a day",
        fastest,
        COUNTED_REVIEWS,
        "a longer `review`, or `population = \"agents\"`",
    );
    most(
        "segment",
        "users",
        users,
        USERS,
        "count them, `population = \"cohorts\"`, or let one agent stand for several: fewer `users`, more `usage`",
    );
    let horizon = file.horizon.get();
    if file.record.every.get() > 0.0 {
        most(
            "record.every",
            "records",
            (horizon / file.record.every.get()).floor(),
            RECORDS,
            "record less often or shorten the horizon",
        );
    }
    let round = file.rounds.map(|rounds| rounds.every);
    let rate = |segment: &Segment| segment.users.get() * segment.review.rate(round).min(1e9);
    let reviews: f64 = file.segment.iter().map(|segment| rate(segment) * horizon).sum();
    let reviews = if agents { reviews } else { 0.0 };
    most(
        "segment",
        "user reviews",
        reviews,
        USER_REVIEWS,
        "fewer users, a longer `review`, or a shorter horizon",
    );
    let spacing = |provider: &ProviderFile| round.unwrap_or(provider.reviews.every).get().max(1e-9);
    let looks: f64 = file.provider.iter().map(|provider| horizon / spacing(provider)).sum();
    let busiest = file.provider.iter().min_by(|a, b| a.reviews.every.get().total_cmp(&b.reviews.every.get()));
    let own =
        busiest.map_or_else(String::new, |firm| format!("provider.{}.reviews.every", quoted(&firm.name)));
    let path = if round.is_some() { "rounds.every".to_owned() } else { own };
    most(&path, "price reviews", looks.floor(), PRICE_REVIEWS, "review prices less often");
}

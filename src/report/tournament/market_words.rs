//! Words of the report on a tournament of a scenario, in English and Chinese side by side.

use crate::report::Language;
use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;

bilingual! { Language;
    title: "Tournament: {title}", "策略对决：{title}";
    frame: "{seats} each choose among {n} strategies; each of the {profiles} profiles is played {replicates} times under the same luck. Payoff: {measure} of the seat.", "{seats} 各在 {n} 种策略中选择；{profiles} 个组合各在相同运气下模拟 {replicates} 次。收益：各席位的{measure}。";
    nothing: "No replicate finished in all profiles, so nothing can be said.", "没有任何一次模拟在全部组合中完成，无法得出结论。";
    question: "Is a price war an equilibrium here? {answer}", "价格战在这里是均衡吗？{answer}";
    yes: "Yes: at {profile} no seat gains by another strategy, on average{sure}. {best}", "是：在 {profile}，平均而言任何一方改变策略都不获益{sure}。{best}";
    more_war: "So it is at {n} further profiles of war.", "另有 {n} 个价格战组合也是均衡。";
    in_part: "Only by chance: no profile of war is an equilibrium, but in a mixed one both play strategies of war at once with a chance of {chance}{any}.", "仅以一定概率：没有价格战组合是均衡，但在某混合均衡中双方同时采用战争策略的概率为 {chance}{any}。";
    no: "No: from every profile of war some seat gains by leaving{any}. Nearest to one is {profile}. {best}", "否：在每个价格战组合中总有一方偏离可获益{any}。最接近均衡的是 {profile}。{best}";
    sure: " (in {part} of {n} resamples of the histories)", "（在 {n} 次重抽样中占 {part}）";
    sure_any: " (in {part} of {n} resamples of the histories some profile of war is one)", "（在 {n} 次重抽样中有 {part} 出现价格战均衡）";
    sure_not: " (one history: how sure that is cannot be said)", "（仅一次模拟，无法给出不确定性）";
    deviation: "The best other strategy of {seat} is {strategy}, which changes its {measure} by {gain}{ci}.", "{seat} 的最佳替代策略为 {strategy}，其{measure}变化 {gain}{ci}。";
    ci: " ({level} interval {interval})", "（{level} 区间 {interval}）";
    unmarked: "Which strategies make a war is not said; name them in `tournament.war`.", "未说明哪些策略属于价格战；请在 `tournament.war` 中列出。";
    pure: "Equilibria of the means in pure strategies: {profiles}.", "均值博弈的纯策略均衡：{profiles}。";
    one_pure: "{profile}{sure}", "{profile}{sure}";
    in_part_of: " ({part} of resamples)", "（重抽样占 {part}）";
    no_pure: "No profile of pure strategies is an equilibrium of the means.", "均值博弈没有纯策略均衡。";
    dilemma: "All seats would earn more at {profile} than at {war}: the war is a dilemma.", "与 {war} 相比，所有席位在 {profile} 的收益都更高：价格战是一个困境。";
    section: "All profiles", "全部组合";
    section_some: "Profiles", "组合";
    some: "Of {n} profiles those that are an equilibrium, or are one in more than {bar} of resamples; all are in profiles.csv.", "{n} 个组合中仅列出均衡，以及在超过 {bar} 的重抽样中为均衡者；全部见 profiles.csv。";
    war: "war", "价格战";
    marked: "war", "战";
    equilibrium: "equilibrium", "均衡";
    chance: "in resamples", "重抽样占比";
    leave: "gains most by leaving", "偏离获益最多";
    leaves: "{seat} to {strategy}: {gain}", "{seat} 改用 {strategy}：{gain}";
    yes_word: "yes", "是";
    table_text_one: "One history a profile. The strategy that looks best is picked by it, so a small gain may be luck.", "每个组合仅一次模拟。最佳策略据此选出，微小获益可能出于运气。";
    table_text: "Means with half their {level} interval. Gains are paired, history by history; the strategy that looks best is picked by its mean, so a small gain may be luck.", "均值附 {level} 区间半宽。获益逐次配对；最佳策略按均值选出，微小获益可能出于运气。";
    game_section: "The game of the means", "均值博弈";
    again: "The same command gives the same bytes:", "同一命令得到逐字节相同的结果：";
    files: "profiles.csv has every profile and seat in full precision, tournament.json the same with the solved game, replicates.csv every run.", "profiles.csv 为每个组合与席位的全精度结果，tournament.json 另含求解后的博弈，replicates.csv 为每次模拟。";
}

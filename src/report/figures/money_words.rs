//! Words of the figures on money and survival.

use crate::report::bilingual::bilingual;
use crate::report::charts::Language;

bilingual! { Language;
    nobody_burns: "no provider burns cash so fast that it could run out", "没有厂商烧钱快到可能耗尽现金";
    nobody_leaves: "nobody leaves the market", "没有厂商退出市场";
    no_books: "there are no books", "没有账簿";

    runway_title: "{who} has the shortest runway: {least} days at its lowest", "{who} 的资金跑道最短：最低时为 {least} 天";
    runway_subtitle:
        "Days that cash and undrawn credit last at the burn of the last three months; {runs}. No line where nothing is burnt.",
        "按最近三个月的净流出，现金与未用信贷可维持的天数；{runs}。不流出则无线。";
    runway_axis: "days; what is longer is drawn at {most}", "天；更长者画于 {most}";
    runway_caption:
        "Shortest runway at a record date: {list} ({file}). Providers whose runway stays beyond the axis are left out.",
        "记录日的最短资金跑道：{list}（见 {file}）。始终超出坐标轴的厂商从略。";
    runway_told: "{who} {least} days", "{who} {least} 天";

    survival_one: "{who} stays on the market in {share} of runs", "{who} 在 {share} 的运行中留在市场上";
    survival_some:
        "{n} of {all} providers may leave; {who} stays in {share} of runs",
        "{all} 家厂商中有 {n} 家可能退出；{who} 在 {share} 的运行中留在市场上";
    survival_subtitle:
        "Part of {runs} in which a provider that came is still there (Kaplan–Meier), with its pointwise {level} log-log band",
        "{runs}中，已进入的厂商仍在市场上的比例（Kaplan–Meier），附逐点 {level} 双对数区间";
    survival_note: "{share} in the end", "期末 {share}";
    survival_caption:
        "Survival in the end: {list}. Causes of exit are in summary.csv (exit_…).",
        "期末存活比例：{list}。退出原因见 summary.csv（exit_…）。";
    survival_told: "{who} {share} ({low} to {high})", "{who} {share}（{low} 至 {high}）";
    survival_told_all: "{who} {share}", "{who} {share}";

    bridge_title: "{who}: {revenue} of sales become {profit} of net profit", "{who}：收入 {revenue}，净利润 {profit}";
    bridge_subtitle:
        "From sales to net profit over the run, {currency}; {runs}.{some}",
        "全程由收入到净利润，{currency}；{runs}。{some}";
    bridge_some: " The {n} providers that sell the most.", "为收入最高的 {n} 家厂商。";
    bridge_others: "Other", "其他";
    bridge_caption:
        "Net profit over the run: {list}. All lines are in statements.csv.",
        "全程净利润：{list}。全部科目见 statements.csv。";
    bridge_told: "{who} {profit}", "{who} {profit}";
}

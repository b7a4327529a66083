//! Statements of providers: `statements.csv` for machines, a table a provider for readers.

use super::dates::Dates;
use super::language::Language;
use super::number::optional;
use super::statement_words::words;
use super::table::{Cell, Table};
use crate::experiments::{Estimate, Findings, StatementColumn};

/// `statements.csv`: every line of every statement, by provider and period. Costs and payments are negative, so lines add
/// up to their sums, in every run and in the means.
pub fn statements(findings: &Findings) -> Table {
    let heads = [
        "arm",
        "provider",
        "from",
        "to",
        "statement",
        "line",
        "unit",
        "n",
        "mean",
        "sd",
        "ci_low",
        "ci_high",
        "p05",
        "p50",
        "p95",
    ];
    let mut table = Table::new(heads, 7);
    let dates = Dates::of(&findings.subject);
    for (arm, estimates) in findings.subject.arms.iter().zip(&findings.statements) {
        for (column, estimate) in findings.layout.statements.iter().zip(estimates) {
            let mut row = vec![
                Cell::text(arm),
                Cell::text(&column.provider),
                dates.cell(column.from),
                dates.cell(column.to),
                Cell::text(&column.statement),
                Cell::text(&column.line),
                Cell::text(&findings.subject.currency),
                Cell::Count(estimate.n),
            ];
            row.extend([estimate.mean, estimate.sd].map(Cell::number));
            row.extend(
                [estimate.interval.map(|i| i.low), estimate.interval.map(|i| i.high)].map(Cell::number),
            );
            row.extend([0, 2, 4].map(|at| Cell::number(estimate.quantiles.map(|quantiles| quantiles[at]))));
            table.push(row);
        }
    }
    table
}

/// Statements of a provider: one row a line that is not zero throughout, one column a period; means over the runs.
pub fn of_provider(findings: &Findings, arm: usize, provider: &str, language: Language) -> Option<Table> {
    let words = words(language);
    let estimates = findings.statements.get(arm)?;
    let own: Vec<(&StatementColumn, &Estimate)> =
        findings.layout.statements.iter().zip(estimates).filter(|(c, _)| c.provider == provider).collect();
    let mut periods: Vec<(i64, i64)> = Vec::new();
    for (column, _) in &own {
        if !periods.contains(&(column.from, column.to)) {
            periods.push((column.from, column.to));
        }
    }
    let dates = Dates::of(&findings.subject);
    let heads = [words.statement.to_owned(), words.line.to_owned()]
        .into_iter()
        .chain(periods.iter().map(|(from, to)| format!("{} – {}", dates.date(*from), dates.date(*to))));
    let mut table = Table::new(heads, 2);
    let (first, _) = periods.first()?;
    let lines = own.iter().filter(|(column, _)| (column.from, column.to) == (*first, periods[0].1));
    for (line, _) in lines {
        let amounts: Vec<Option<f64>> = own
            .iter()
            .filter(|(c, _)| c.statement == line.statement && c.line == line.line)
            .map(|(_, estimate)| estimate.mean)
            .collect();
        if amounts.iter().all(|amount| amount.is_none_or(|amount| amount == 0.0)) {
            continue;
        }
        let mut row = vec![
            Cell::text(name(&line.statement, "", language)),
            Cell::text(name(&line.statement, &line.line, language)),
        ];
        row.extend(amounts.iter().map(|a| Cell::text(optional(*a, &findings.subject.currency, language))));
        table.push(row);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// What a statement, or a line of it, is called.
pub(super) fn name(statement: &str, line: &str, language: Language) -> String {
    let found = NAMES.iter().find(|(of, key, ..)| *of == statement && *key == line);
    match (found, language) {
        (Some((_, _, english, _)), Language::English) => (*english).to_owned(),
        (Some((_, _, _, chinese)), Language::Chinese) => (*chinese).to_owned(),
        (None, _) => line.to_owned(),
    }
}

/// Names of statements (without a line) and of their lines.
const NAMES: &[(&str, &str, &str, &str)] = &[
    ("income", "", "Income", "利润表"),
    ("income", "revenue", "Revenue", "收入"),
    ("income", "serving", "Serving", "服务成本"),
    ("income", "depreciation", "Depreciation", "折旧"),
    ("income", "gross_profit", "Gross profit", "毛利"),
    ("income", "other_income", "Other income", "其他收入"),
    ("income", "subsidies", "Subsidies", "补贴"),
    ("income", "staff", "Staff and other", "人员及其他"),
    ("income", "training", "Training", "训练"),
    ("income", "data", "Data", "数据"),
    ("income", "engineering", "Engineering", "工程"),
    ("income", "disposal", "Loss on assets sold", "资产处置损失"),
    ("income", "levies", "Levies", "规费"),
    ("income", "operating_profit", "Operating profit", "营业利润"),
    ("income", "interest", "Interest", "利息"),
    ("income", "tax", "Tax on profit", "所得税"),
    ("income", "net_profit", "Net profit", "净利润"),
    ("cash_flow", "", "Cash flow", "现金流量表"),
    ("cash_flow", "customers", "From customers", "客户付款"),
    ("cash_flow", "other_income", "Other income", "其他收入"),
    ("cash_flow", "subsidies", "Subsidies", "补贴"),
    ("cash_flow", "serving", "Serving", "服务成本"),
    ("cash_flow", "staff", "Staff and other", "人员及其他"),
    ("cash_flow", "training", "Training", "训练"),
    ("cash_flow", "data", "Data", "数据"),
    ("cash_flow", "engineering", "Engineering", "工程"),
    ("cash_flow", "levies", "Levies", "规费"),
    ("cash_flow", "interest", "Interest", "利息"),
    ("cash_flow", "tax", "Tax on profit", "所得税"),
    ("cash_flow", "operations", "Operations", "经营活动"),
    ("cash_flow", "fixed_assets", "Accelerators bought and sold", "加速卡买卖"),
    ("cash_flow", "acquisitions", "Acquisitions", "收购"),
    ("cash_flow", "investment", "Investment", "投资活动"),
    ("cash_flow", "shares", "Shares sold", "股权融资"),
    ("cash_flow", "parent", "From the parent", "母公司注资"),
    ("cash_flow", "loans", "Loans", "贷款"),
    ("cash_flow", "owners", "Owners", "所有者"),
    ("cash_flow", "financing", "Financing", "筹资活动"),
    ("cash_flow", "change_in_cash", "Change in cash", "现金变动"),
    ("balance", "", "Balance sheet", "资产负债表"),
    ("balance", "cash", "Cash", "现金"),
    ("balance", "receivable", "Receivables", "应收账款"),
    ("balance", "fixed_assets", "Accelerators", "加速卡"),
    ("balance", "goodwill", "Goodwill", "商誉"),
    ("balance", "assets", "Assets", "资产合计"),
    ("balance", "credit_drawn", "Credit drawn", "已用信贷"),
    ("balance", "loans", "Loans", "贷款"),
    ("balance", "deferred_revenue", "Deferred revenue", "递延收入"),
    ("balance", "paid_in", "Paid in", "实收资本"),
    ("balance", "retained", "Retained", "留存收益"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::finance::LINES;

    #[test]
    fn every_line_has_words() {
        for line in &LINES {
            let statement = line.statement.name();
            assert!(NAMES.iter().any(|(of, key, ..)| *of == statement && *key == line.name), "{}", line.name);
            assert!(NAMES.iter().any(|(of, key, ..)| *of == statement && key.is_empty()));
        }
    }
}

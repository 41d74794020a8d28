using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class CaseOffers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "OfferedAt",
                schema: "cases",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "OfferedBy",
                schema: "cases",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "OfferedTo",
                schema: "cases",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_cases_OfferedTo",
                schema: "cases",
                table: "cases",
                column: "OfferedTo",
                filter: "\"OfferedTo\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_OfferedTo",
                schema: "cases",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "OfferedAt",
                schema: "cases",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "OfferedBy",
                schema: "cases",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "OfferedTo",
                schema: "cases",
                table: "cases");
        }
    }
}
